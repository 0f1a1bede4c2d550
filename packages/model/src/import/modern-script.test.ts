import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { becameOf, codesOf, read } from './testing/read';

const script = readFileSync(new URL('./testing/modern.sh', import.meta.url), 'utf8');

describe('a script of today with arrays, variables and host set-up around QEMU', () => {
  const { draft, parts, findings } = read(script);
  const ends = Object.fromEntries(parts.map((part) => [part.text, becameOf(part)]));

  it('becomes the machine that it describes', () => {
    expect(draft).toMatchObject({
      machine: {
        type: 'pc-q35-8.2',
        firmware: { kind: 'uefi', secureBoot: true, flash: '4M' },
        tpm: true,
        smbios: { manufacturer: 'LENOVO', product: '20QV,S', serial: 'R90ABCDE' },
        clock: 'localtime',
        hpet: false,
        watchdog: 'reset',
      },
      cpu: {
        cores: 4,
        threads: 2,
        features: ['-hypervisor', '+topoext', '+l3-cache', '+host-cache-info'],
        vendorId: 'GenuineLapto',
      },
      memory: { sizeMiB: 16384, hugepages: '1G' },
      gpu: { wanted: true, primary: true, romFile: '/home/ana/vm/tu106.rom' },
      pci: [{ address: '0000:05:00.3' }],
      usb: [
        { select: { by: 'id', vendorId: '046d', productId: 'c52b' } },
        { select: { by: 'port', bus: 1, port: '4.2' } },
      ],
      disks: [
        // The script goes to its folder first, so the file is no guess.
        { source: { path: '/home/ana/vm/win11.raw', format: 'raw' }, cache: 'none', iothread: true, serial: 'C0FFEE' },
        {
          source: { kind: 'block', path: '/dev/disk/by-id/ata-Samsung_SSD_860_S3Z1NB0K' },
          bus: 'scsi',
          iothread: true,
        },
      ],
      cdroms: [{ iso: '/iso/Win11.iso' }, { iso: '/iso/virtio-win.iso' }],
      boot: ['disk0', 'nic0'],
      nics: [
        {
          model: 'e1000e',
          mac: '52:54:00:ab:cd:ef',
          connection: { kind: 'user', forwards: [{ hostPort: 33890 }, { protocol: 'udp' }] },
        },
        { model: 'virtio', connection: { kind: 'bridge', bridge: 'virbr0' } },
      ],
      input: { virtio: true, evdev: [{ grabAll: true }, { grabAll: false }] },
      display: { stage: 'gpu', keepVirtual: false, spice: true },
      audio: { backend: 'pipewire' },
      lookingGlass: { width: 2560, height: 1440, memory: 'shm' },
      extraArguments: ['-fw_cfg', 'name=opt/ana/flag,string=on', '-device', 'virtio-balloon-pci'],
    });
  });

  it.each([
    ['modprobe vfio-pci', 'lost-host-setup'],
    ['echo "$dev" > /sys/bus/pci/drivers_probe', 'lost-host-setup'],
    ['for dev in "$GPU" "$GPU_AUDIO"', 'lost-shell'],
    ['virsh nodedev-reattach pci_0000_01_00_0', 'lost-host-setup'],
    ['-monitor tcp:0.0.0.0:4444,server,nowait', 'lost-unsafe listens'],
    ['-netdev … smb=/home/ana', 'lost-unsafe path'],
    ['-drive file=/dev/sdb,if=virtio,format=raw', 'lost-unsafe path'],
    ['-device usb-host,hostbus=1,hostaddr=7', 'lost-unsafe path'],
    ['-acpitable file=/home/ana/vm/SSDT1.dat', 'lost-unsafe path'],
    ['-m … maxmem=32G', 'lost-unsupported'],
    ['-snapshot', 'lost-unsupported'],
    ['-daemonize', 'lost-not-needed own-channels'],
    ['-tpmdev emulator,id=tpm0,chardev=chrtpm', 'lost-not-needed own-tpm'],
    ['wait', 'lost-shell'],
  ])('says what becomes of %s', (text, end) => {
    expect(ends[text]).toBe(end);
  });

  it('tells what is open to the network, and what stays behind on the host', () => {
    expect(codesOf(findings)).toEqual(['never-removes-id', 'value-changed', 'open-port', 'value-changed', 'open-port']);
  });
});
