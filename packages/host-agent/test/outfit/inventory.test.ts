import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linuxInventory } from '../../src/adapters/linux/inventory/inventory';
import { droppedBy } from '../../src/adapters/linux/outfit/nft-rules';
import { simulatedInventory } from '../../src/adapters/simulated/inventory';
import { SimulatedUsb } from '../../src/adapters/simulated/usb';
import { FixtureHost } from '../linux/fixture-host';
import { kit } from './kit';
import { PracticeHost } from './practice-means';

let host: FixtureHost;
beforeEach(() => {
  host = new FixtureHost();
});
afterEach(() => host.remove());

const inventory = () => {
  const { root, sysfsRoot, procRoot, path } = host;
  return linuxInventory({
    bus: host.hardware().bus,
    gpu: () => null,
    firmware: async () => [{ flash: '4M', secureBoot: true }],
    root: true,
    sysfsRoot,
    procRoot,
    path: path.split(':')[0] ?? '',
    devRoot: `${root}/dev`,
  });
};

const PCI = 'sys/devices/pci0000:00';

/** A disk on the function at `address`, with two partitions. */
function disk(name: string, address: string, number: number): void {
  const place = `${PCI}/${address}/ata1/block/${name}`;
  host.write(`${place}/size`, '2000000\n');
  host.write(`${place}/dev`, `8:${number}\n`);
  host.write(`${place}/device/model`, 'Samsung SSD 870 \n');
  host.link(`sys/class/block/${name}`, place);
  for (const part of [1, 2]) {
    host.write(`${place}/${name}${part}/partition`, `${part}\n`);
    host.write(`${place}/${name}${part}/size`, '1000\n');
    host.write(`${place}/${name}${part}/dev`, `8:${number + part}\n`);
    host.link(`sys/class/block/${name}${part}`, `${place}/${name}${part}`);
    host.write(`dev/${name}${part}`, '');
    host.link(`dev/disk/by-id/ata-Disk_${name}-part${part}`, `dev/${name}${part}`);
  }
  host.write(`dev/${name}`, '');
  host.link(`dev/disk/by-id/wwn-0x5002538f-${name}`, `dev/${name}`);
  host.link(`dev/disk/by-id/ata-Disk_${name}`, `dev/${name}`);
}

const fn = (address: string, classCode: string, group: number, driver: string) =>
  host.function({ address, group, driver, attributes: { vendor: '0x8086', device: '0x1234', class: classCode } });

describe('what a host can lend', () => {
  it('are its CPUs, with siblings on one core and slow cores told apart', async () => {
    host.write('proc/cpuinfo', 'vendor_id\t: GenuineIntel\nmodel name\t: Core i7\n\nvendor_id\t: GenuineIntel\n');
    host.write('sys/devices/system/cpu/online', '0-3\n');
    for (const [cpu, siblings] of ['0,2', '1', '0,2', '3'].entries()) {
      host.write(`sys/devices/system/cpu/cpu${cpu}/topology/thread_siblings_list`, `${siblings}\n`);
      host.write(`sys/devices/system/cpu/cpu${cpu}/topology/physical_package_id`, '0\n');
    }
    host.write('sys/devices/cpu_core/cpus', '0,2\n');
    host.write('sys/devices/cpu_atom/cpus', '1,3\n');
    const { cpu } = await inventory().hardware();
    expect(cpu).toMatchObject({ vendor: 'intel', model: 'Core i7' });
    expect(cpu.threads.map(({ core, kind }) => [core, kind])).toEqual([
      [0, 'performance'],
      [1, 'efficiency'],
      [0, 'performance'],
      [3, 'efficiency'],
    ]);
  });

  it('are huge pages that nobody was promised, and where they are mounted by the table of mounts alone', async () => {
    for (const [name, value] of Object.entries({ nr: 10, free: 8, resv: 3 })) {
      host.write(`sys/kernel/mm/hugepages/hugepages-2048kB/${name}_hugepages`, `${value}\n`);
      host.write(`sys/kernel/mm/hugepages/hugepages-1048576kB/${name}_hugepages`, '0\n');
    }
    host.write('proc/meminfo', 'Hugepagesize:       2048 kB\n');
    host.write(
      'proc/mounts',
      'none /dev/hugepages1G tmpfs rw 0 0\nhugetlbfs /dev/huge\\040pages hugetlbfs rw,relatime 0 0\n' +
        'hugetlbfs /mnt/big hugetlbfs rw,pagesize=1024M 0 0\n',
    );
    expect((await inventory().hardware()).hugepages).toEqual([
      { size: '2M', total: 10, free: 5, mountPoint: '/dev/huge pages' },
      { size: '1G', total: 0, free: 0, mountPoint: '/mnt/big' },
    ]);
  });

  it('are USB devices by port and by id, without hubs', async () => {
    const device = (name: string, attributes: Record<string, string>) => {
      for (const [key, value] of Object.entries(attributes))
        host.write(`sys/bus/usb/devices/${name}/${key}`, `${value}\n`);
    };
    device('1-4.2', {
      idVendor: '046d',
      idProduct: 'c08b',
      busnum: '1',
      devpath: '4.2',
      bDeviceClass: '00',
      product: 'G502',
    });
    device('1-4', { idVendor: '05e3', idProduct: '0608', busnum: '1', devpath: '4', bDeviceClass: '09' });
    device('usb1', { idVendor: '1d6b', idProduct: '0002', busnum: '1', devpath: '0', bDeviceClass: '09' });
    device('1-4.2:1.0', { bInterfaceClass: '03' });
    expect((await inventory().hardware()).usb).toEqual([
      { bus: 1, port: '4.2', vendorId: '046d', productId: 'c08b', name: 'G502' },
    ]);
  });

  it('are disks by their lasting names, each with what the host does with it', async () => {
    for (const [at, name] of ['sda', 'sdb', 'sdc', 'sdd', 'sde'].entries()) disk(name, '0000:00:17.0', at * 16);
    host.write(
      'proc/self/mountinfo',
      '36 35 8:1 / /home rw - ext4 /dev/root rw\n37 35 0:40 / /data rw - btrfs /dev/sdb2 rw\n',
    );
    host.write('proc/swaps', 'Filename\tType\tSize\n/dev/sdc1 partition 1 0 -2\n');
    host.write(`${PCI}/0000:00:17.0/ata1/block/sdd/sdd1/holders/dm-0/x`, '');
    host.write('sys/class/block/dm-0/dm/uuid', 'LVM-abc\n');
    host.write('sys/class/block/dm-0/dm/name', 'vg-root\n');
    const { blockDevices } = await inventory().hardware();
    const uses = Object.fromEntries(
      blockDevices.map(({ path, usedAs, usedBy }) => [path.replace('/dev/disk/by-id/ata-Disk_', ''), [usedAs, usedBy]]),
    );
    expect(uses).toMatchObject({
      sda: ['mount', '/home'],
      'sda-part1': ['mount', '/home'],
      'sda-part2': [null, null],
      'sdb-part2': ['mount', '/data'],
      sdc: ['swap', null],
      'sdc-part1': ['swap', null],
      'sdd-part1': ['lvm', 'vg-root'],
      sde: [null, null],
    });
    expect(blockDevices).toHaveLength(15);
    expect(blockDevices[0]).toMatchObject({ sizeBytes: 2_000_000 * 512, model: 'Samsung SSD 870' });
  });

  it('leave with the host what its disk, keyboard and network hang on', async () => {
    fn('0000:00:14.0', '0x0c0330', 3, 'xhci_hcd');
    fn('0000:00:15.0', '0x0c0330', 4, 'xhci_hcd');
    fn('0000:00:17.0', '0x010601', 6, 'ahci');
    fn('0000:00:19.0', '0x020000', 7, 'e1000e');
    disk('sda', '0000:00:17.0', 0);
    host.write('proc/self/mountinfo', '36 35 8:1 / / rw - ext4 /dev/sda1 rw\n');
    // A keyboard repeats; a headset's volume keys do not.
    for (const [address, number, bits] of [
      ['0000:00:14.0', 3, '120013'],
      ['0000:00:15.0', 4, '3'],
    ] as const) {
      host.write(`${PCI}/${address}/usb1/1-1/input/input${number}/capabilities/ev`, `${bits}\n`);
      host.link(`sys/class/input/input${number}`, `${PCI}/${address}/usb1/1-1/input/input${number}`);
    }
    host.write(`${PCI}/0000:00:19.0/net/eth0/flags`, '0x1003\n');
    host.link('sys/class/net/eth0', `${PCI}/0000:00:19.0/net/eth0`);
    const { pci } = await inventory().hardware();
    expect(pci.map(({ address, refused }) => [address, refused])).toEqual([
      ['0000:00:14.0', 'host-input'],
      ['0000:00:15.0', null],
      ['0000:00:17.0', 'host-disk'],
      ['0000:00:19.0', 'in-use'],
    ]);
  });

  it('are keyboards and mice, bridges, and the programs that are installed', async () => {
    host.write('dev/event5', '');
    host.link('dev/input/by-id/usb-Logitech_G502_HERO_123-event-mouse', 'dev/event5');
    host.link('dev/input/by-id/usb-Logitech_G502_HERO_123-mouse', 'dev/event5');
    host.write('sys/class/net/br0/bridge/bridge_id', '');
    host.write('sys/class/net/eth0/flags', '0x1003');
    host.program('swtpm', '');
    host.program('ip', '');
    host.write('sys/module/kvmfr/parameters/static_size_mb', '64,0\n');
    expect(await inventory().hardware()).toMatchObject({
      evdev: [
        { path: '/dev/input/by-id/usb-Logitech_G502_HERO_123-event-mouse', name: 'Logitech G502 HERO 123 (mouse)' },
      ],
      bridges: ['br0'],
      firmware: [{ flash: '4M', secureBoot: true }],
      tpm: true,
      passt: false,
      nat: false,
      kvmfrMiB: 64,
    });
  });

  it('is nothing on a host that shows nothing', async () => {
    expect(await inventory().hardware()).toMatchObject({ usb: [], pci: [], evdev: [], bridges: [], blockDevices: [] });
  });

  it('is of the simulated laptop its devices, on the CPUs of the real host', async () => {
    const { laptop } = await kit(new PracticeHost('/nowhere').means());
    const real = await inventory().hardware();
    const found = await simulatedInventory(inventory(), {
      bus: laptop.bus,
      gpu: laptop.gpu,
      usb: new SimulatedUsb(),
    }).hardware();
    expect(found.cpu).toEqual(real.cpu);
    expect(found.pci.find(({ address }) => address === '0000:00:17.0')?.refused).toBe('host-disk');
    expect(found.pci.map(({ address }) => address)).not.toContain(laptop.gpu);
    expect(found.usb.length).toBeGreaterThan(0);
  });
});

describe('who drops what the host forwards', () => {
  const chains = (...list: object[]) =>
    JSON.stringify({ nftables: [{ metainfo: {} }, ...list.map((chain) => ({ chain }))] });
  const forward = { table: 'filter', name: 'FORWARD', hook: 'forward', policy: 'drop' };

  it.each([
    ['', null],
    [chains({ ...forward, policy: 'accept' }), null],
    [chains(forward), 'The firewall table filter'],
    [chains(forward, { table: 'filter', name: 'DOCKER-USER' }), 'Docker'],
    [chains(forward, { table: 'filter', name: 'ufw-before-forward' }), 'ufw'],
    [chains({ ...forward, table: 'firewalld', policy: 'accept' }), 'firewalld'],
    [chains({ ...forward, table: 'baton' }), null],
  ])('%s is %s', (json, expected) => {
    expect(droppedBy(json)).toBe(expected);
  });
});
