import { describe, expect, it } from 'vitest';
import { pciAddress } from '../../pci/address';
import { qemuArgv } from '../compile';
import { CARD, FACTS, jsonOf, optionsOf, profileWith, withId } from '../testing/compiling';

const compiled = (change: Readonly<Record<string, unknown>>, facts = {}, gpu: Parameters<typeof qemuArgv>[1] = null) =>
  qemuArgv(profileWith(change), gpu, { ...FACTS, ...facts });

describe('the lent GPU', () => {
  const functions = (gpu: object) =>
    jsonOf(compiled({ gpu: { wanted: true, ...gpu } }, {}, CARD)).filter(({ driver }) => driver === 'vfio-pci');

  it('has all its functions in one slot behind slot 1, with the card’s own subsystem ids', () => {
    expect(functions({})).toEqual([
      {
        driver: 'vfio-pci',
        id: 'gpu0',
        host: '0000:01:00.0',
        bus: 'rp-gpu',
        addr: '0x0.0x0',
        multifunction: true,
        'x-pci-sub-vendor-id': 0x1028,
        'x-pci-sub-device-id': 0x07b1,
      },
      expect.objectContaining({ id: 'gpu1', host: '0000:01:00.1', addr: '0x0.0x1' }),
    ]);
  });

  it('says other ids for its picture side only, or none', () => {
    const [picture, sound] = functions({ subsystem: { from: 'given', vendorId: '17aa', deviceId: '3801' } });
    expect(picture).toMatchObject({ 'x-pci-sub-vendor-id': 0x17aa, 'x-pci-sub-device-id': 0x3801 });
    expect(sound).toMatchObject({ 'x-pci-sub-vendor-id': 0x1028 });
    expect(functions({ subsystem: { from: 'nothing' } })[0]).not.toHaveProperty('x-pci-sub-vendor-id');
  });

  it('shows a ROM file, hides its ROM, and answers as VGA, on its first function', () => {
    const [picture, sound] = functions({ romFile: '/srv/a,b.rom', romBar: false, primary: true });
    expect(picture).toMatchObject({ romfile: '/srv/a,b.rom', rombar: 0, 'x-vga': true });
    expect(sound).not.toHaveProperty('romfile');
  });

  it('is stood in for by a display device on the simulated laptop', () => {
    const argv = compiled({}, {}, { kind: 'stand-in', address: pciAddress('0000:01:00.0') });
    expect(jsonOf(argv)).toContainEqual({ driver: 'bochs-display', id: 'gpu0', bus: 'rp-gpu', addr: '0x0.0x0' });
  });
});

describe('other lent devices', () => {
  const pci = ['0000:03:00.1', '0000:04:00.2', '0000:03:00.0', '0000:05:00.0', '0000:04:00.3'].map((address) => ({
    address,
  }));

  it('stand each slot behind a port of its own, its functions together', () => {
    const places = jsonOf(compiled({ pci }))
      .filter(({ driver }) => driver === 'vfio-pci')
      .map(({ host, bus, addr, multifunction }) => [host, bus, addr, multifunction ?? false]);
    expect(places).toEqual([
      ['0000:03:00.0', 'rp-pci1', '0x0.0x0', true],
      ['0000:03:00.1', 'rp-pci1', '0x0.0x1', false],
      ['0000:04:00.2', 'rp-pci2', '0x0.0x0', true],
      ['0000:04:00.3', 'rp-pci2', '0x0.0x1', false],
      ['0000:05:00.0', 'rp-pci3', '0x0.0x0', false],
    ]);
  });

  it('are stood in for on the simulated laptop', () => {
    const argv = compiled({ pci }, { pciStandIns: true });
    expect(jsonOf(argv).filter(({ driver }) => driver === 'vfio-pci')).toEqual([]);
    expect(withId(argv, 'pci0')).toMatchObject({ driver: 'virtio-rng-pci', bus: 'rp-pci1', addr: '0x0.0x1' });
  });
});

describe('disks', () => {
  const file = (n: number) => ({ kind: 'file', path: `/srv/${n}.img`, format: 'raw' });
  const disks = (...options: readonly object[]) =>
    compiled({ disks: options.map((option, n) => ({ source: file(n), ...option })) });

  it('stand on the bus that was chosen', () => {
    const buses = ['virtio', 'virtio', 'scsi', 'nvme', 'sata', 'sata', 'sata'];
    const argv = disks(...buses.map((bus) => ({ bus })));
    const places = buses.map((_, n) => {
      const { driver, bus } = withId(argv, `disk${n}-drive`) ?? {};
      return [driver, bus];
    });
    expect(places).toEqual([
      ['virtio-blk-pci', 'rp-disk'],
      ['virtio-blk-pci', 'rp-disk1'],
      ['scsi-hd', 'scsi0.0'],
      ['nvme', 'rp-disk3'],
      ['ide-hd', 'ide.0'],
      ['ide-hd', 'ide.5'],
      ['ide-hd', 'ahci1.0'],
    ]);
    expect(withId(argv, 'scsi0')).toMatchObject({ driver: 'virtio-scsi-pci', bus: 'rp-scsi' });
    expect(withId(argv, 'ahci1')).toMatchObject({ driver: 'ich9-ahci' });
    expect(withId(argv, 'disk3-drive')).toMatchObject({ serial: 'baton-disk3' });
  });

  it.each([
    ['none', { direct: true, 'no-flush': false }, 'on', 'io_uring'],
    ['writeback', { direct: false, 'no-flush': false }, 'on', 'threads'],
    ['writethrough', { direct: false, 'no-flush': false }, 'off', 'threads'],
    ['directsync', { direct: true, 'no-flush': false }, 'off', 'io_uring'],
  ])('cache %s as QEMU’s two halves say it', (cache, node, guest, aio) => {
    const argv = disks({ cache });
    expect(withId(argv, 'disk0')).toMatchObject({ file: { cache: node, aio } });
    expect(withId(argv, 'disk0-drive')).toMatchObject({ 'write-cache': guest });
  });

  it('go to the kernel’s engine only past the page cache, and to the one that works here', () => {
    const can = { ...FACTS.can, aio: ['threads', 'native'] };
    const change = { disks: [{ source: file(0), cache: 'none' }] };
    expect(withId(compiled(change, { can }), 'disk0')).toMatchObject({ file: { aio: 'native' } });
    expect(withId(compiled(change, { can: { ...can, aio: ['threads'] } }), 'disk0')).toMatchObject({
      file: { aio: 'threads' },
    });
  });

  it('have a thread where they asked and can: each virtio disk its own, all SCSI disks one', () => {
    const argv = disks(...['virtio', 'scsi', 'scsi', 'nvme', 'sata'].map((bus) => ({ bus, iothread: true })));
    expect(
      jsonOf(argv)
        .filter((json) => json['qom-type'] === 'iothread')
        .map(({ id }) => id),
    ).toEqual(['io-disk0', 'io-scsi']);
    expect(withId(argv, 'disk0-drive')).toMatchObject({ iothread: 'io-disk0' });
    expect(withId(argv, 'scsi0')).toMatchObject({ iothread: 'io-scsi' });
  });

  it('give back what the guest deletes, are read-only and have a serial number when that was chosen', () => {
    const argv = disks({ discard: false, readOnly: true, serial: 'WD-1.2' });
    expect(withId(argv, 'disk0')).toMatchObject({ discard: 'ignore', 'read-only': true, file: { discard: 'ignore' } });
    expect(withId(argv, 'disk0-drive')).toMatchObject({ serial: 'WD-1.2' });
    expect(withId(disks({}), 'disk0')).toMatchObject({ discard: 'unmap', file: { discard: 'unmap', locking: 'on' } });
  });

  it('may be a device of the host', () => {
    const source = { kind: 'block', path: '/dev/disk/by-id/nvme-A' };
    expect(withId(compiled({ disks: [{ source }] }), 'disk0')).toMatchObject({
      driver: 'raw',
      file: { driver: 'host_device', filename: '/dev/disk/by-id/nvme-A' },
    });
  });

  it('boot in the order that was chosen, among discs and networks', () => {
    const argv = compiled({
      disks: [{ source: file(0) }, { source: file(1) }],
      cdroms: [{ iso: null }, { iso: '/srv/a.iso' }],
      nics: [{ mac: '52:54:00:00:00:01' }],
      boot: ['cd1', 'disk1', 'nic0'],
    });
    const order = ['cd0', 'cd1', 'disk0-drive', 'disk1-drive', 'nic0'].map((id) => withId(argv, id)?.bootindex);
    expect(order).toEqual([undefined, 1, undefined, 2, 3]);
    expect(withId(argv, 'nic0')).not.toHaveProperty('romfile');
  });
});

describe('network cards', () => {
  const nic = (connection: object, facts: object = {}, model = 'virtio') =>
    compiled({ nics: [{ mac: '52:54:00:00:00:01', model, connection }] }, { nics: { 0: facts } });
  const netdev = (...args: Parameters<typeof nic>) => optionsOf(nic(...args), '-netdev');

  it('reach out in user mode, and are reached only through their forwards', () => {
    const forwards = [
      { hostPort: 2222, guestPort: 22 },
      { protocol: 'udp', hostAddress: '0.0.0.0', hostPort: 3389, guestPort: 3389 },
    ];
    expect(netdev({ kind: 'user', forwards })).toEqual([
      'user,id=net0,hostfwd=tcp:127.0.0.1:2222-:22,hostfwd=udp:0.0.0.0:3389-:3389',
    ]);
  });

  it('use passt by its socket, and user mode where there is none', () => {
    const connection = { kind: 'passt', forwards: [{ hostPort: 2222, guestPort: 22 }] };
    expect(netdev(connection, { passt: '/run/a,b' })).toEqual([
      'stream,id=net0,server=off,addr.type=unix,addr.path=/run/a,,b',
    ]);
    expect(netdev(connection)).toEqual(['user,id=net0,hostfwd=tcp:127.0.0.1:2222-:22']);
  });

  it('take the tap device that was made, run no script, and use vhost only where it opens', () => {
    const tap = 'tap,id=net0,ifname=baton0,script=no,downscript=no';
    expect(netdev({ kind: 'nat' }, { ifname: 'baton0', vhost: true })).toEqual([`${tap},vhost=on`]);
    expect(netdev({ kind: 'bridge', bridge: 'br0' }, { ifname: 'baton0', vhost: false })).toEqual([`${tap},vhost=off`]);
    expect(netdev({ kind: 'nat' }, { ifname: 'baton0', vhost: true }, 'e1000e')).toEqual([tap]);
  });

  it('are the model that was chosen, each in a place of its own, without a ROM', () => {
    const nics = ['virtio', 'e1000e', 'rtl8139'].map((model, n) => ({ mac: `52:54:00:00:00:0${n}`, model }));
    const argv = compiled({ nics });
    const places = [0, 1, 2].map((n) => {
      const { driver, bus, romfile } = withId(argv, `nic${n}`) ?? {};
      return [driver, bus, romfile];
    });
    expect(places).toEqual([
      ['virtio-net-pci', 'rp-net', ''],
      ['e1000e', 'rp-net1', ''],
      ['rtl8139', 'pcie.0', ''],
    ]);
  });
});
