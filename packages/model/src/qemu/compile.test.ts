import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pciAddress } from '../pci/address';
import type { ProfileDefinition } from '../profile/definition';
import { type QemuFacts, qemuArgv } from './argv';
import type { GpuAssignment } from './assignment';

const profile = {
  schemaVersion: 1,
  name: 'win10',
  uuid: '6f0c1a0e-1d4e-4f0e-9d0e-6f0c1a0e1d4e',
  memoryMiB: 2048,
  vcpus: 4,
  firmware: 'bios',
  disk: { path: '/store/win10.qcow2', format: 'qcow2', bus: 'virtio' },
  iso: null,
  gpu: { wanted: true, afterExit: 'host' },
  mac: '52:54:00:12:34:56',
} as ProfileDefinition;

const facts: QemuFacts = {
  accelerator: 'tcg',
  machineType: 'pc-q35-7.2',
  sandbox: true,
  uefi: null,
  sockets: { qmp: '/run/m/qmp.sock', rescue: '/run/m/aux.sock', vnc: '/run/m/vnc.sock' },
  serialLog: '/run/m/serial.log',
  pidFile: '/run/m/qemu.pid',
};

const card: GpuAssignment = {
  kind: 'vfio-pci',
  functions: [
    { address: pciAddress('0000:01:00.1'), subsystemVendorId: '1028', subsystemDeviceId: '07b1' },
    { address: pciAddress('0000:01:00.0'), subsystemVendorId: '1028', subsystemDeviceId: '07b1' },
  ],
};

const jsonOf = (argv: readonly string[]): Record<string, unknown>[] =>
  argv.filter((text) => text.startsWith('{')).map((text) => JSON.parse(text) as Record<string, unknown>);
const optionOf = (argv: readonly string[], name: string): string | undefined => argv[argv.indexOf(name) + 1];

describe('qemuArgv', () => {
  it('puts all functions of the lent card into one slot behind slot 1, with the card’s own subsystem ids', () => {
    const devices = jsonOf(qemuArgv(profile, card, facts)).filter((d) => d.driver === 'vfio-pci');
    expect(devices).toEqual([
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

  it('stands a display device in for the card on the simulated laptop', () => {
    const argv = qemuArgv(profile, { kind: 'stand-in', address: pciAddress('0000:01:00.0') }, facts);
    expect(jsonOf(argv)).toContainEqual({ driver: 'bochs-display', id: 'gpu0', bus: 'rp-gpu', addr: '0x0.0x0' });
  });

  it('gives every PCI device an address of its own and every root port a chassis of its own', () => {
    const devices = jsonOf(qemuArgv(profile, card, facts)).filter((d) => 'addr' in d);
    const places = devices.map((d) => `${d.bus} ${d.addr}`);
    expect(new Set(places).size).toBe(places.length);
    const chassis = devices.filter((d) => d.driver === 'pcie-root-port').map((d) => d.chassis);
    expect(new Set(chassis).size).toBe(chassis.length);
  });

  it('opens no network port', () => {
    const argv = qemuArgv(profile, card, facts);
    expect(argv.join(' ')).not.toMatch(/hostfwd|tcp:|port=\d{3,}|-spice/);
    expect(optionOf(argv, '-vnc')).toMatch(/^unix:/);
  });

  it('names both halves of the UEFI flash, the code read-only', () => {
    const argv = qemuArgv(profile, null, { ...facts, uefi: { code: '/fw/code.fd', vars: '/run/m/vars.fd' } });
    expect(optionOf(argv, '-machine')).toContain('pflash0=uefi-code,pflash1=uefi-vars');
    expect(jsonOf(argv)).toContainEqual(expect.objectContaining({ 'node-name': 'uefi-code', 'read-only': true }));
    expect(jsonOf(argv)).toContainEqual(expect.objectContaining({ 'node-name': 'uefi-vars', 'read-only': false }));
  });

  it('lets no text of a person become an option or a key', () => {
    const nasty = fc.stringMatching(/^[a-z ,="'{}\\\-\n]{0,40}$/);
    const shape = qemuArgv(profile, null, facts).length;
    fc.assert(
      fc.property(nasty, nasty, nasty, (name, file, folder) => {
        const path = `/${folder}/${file}`;
        const argv = qemuArgv(
          {
            ...profile,
            name: name as ProfileDefinition['name'],
            disk: { path, format: 'raw', bus: 'sata' },
            iso: null,
          },
          null,
          { ...facts, serialLog: path, sockets: { ...facts.sockets, vnc: path } },
        );
        expect(argv).toHaveLength(shape);
        expect(keyValues(optionOf(argv, '-name') ?? '')).toEqual([`guest=${name}`, 'debug-threads=on']);
        expect(keyValues(optionOf(argv, '-vnc') ?? '')).toEqual([`unix:${path}`, 'display=video0']);
        expect(keyValues(optionOf(argv, '-chardev') ?? '')).toEqual([
          'file',
          'id=serial0',
          `path=${path}`,
          'append=on',
        ]);
        const node = jsonOf(argv).find((entry) => entry['node-name'] === 'disk0') as { file: { filename: string } };
        expect(node.file.filename).toBe(path);
      }),
    );
  });
});

/** Splits as QEMU does: a comma ends a value, a doubled comma is one comma of the text. */
function keyValues(text: string): string[] {
  return [...text.matchAll(/(?:,,|[^,])+/gsu)].map(([part]) => part.replaceAll(',,', ','));
}
