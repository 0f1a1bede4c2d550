import { describe, expect, it } from 'vitest';
import { draftOf, profileDefinitionSchema, profileDraftSchema } from './definition';

const least = {
  schemaVersion: 2,
  name: 'win10',
  uuid: '6f1c2f0e-4a53-4c8e-9d1b-0c6a8a4a7c11',
  memory: { sizeMiB: 4096 },
};
const disk = { source: { kind: 'file', path: '/srv/baton/win10.qcow2', format: 'qcow2' } };
const nic = { mac: '52:54:00:12:34:56' };

const complaints = (change: object): readonly string[] =>
  profileDefinitionSchema.safeParse({ ...least, ...change }).error?.issues.map((issue) => issue.path.join('.')) ?? [];

describe('a profile', () => {
  it('needs a name, an identity and memory; everything else has a beginning', () => {
    const profile = profileDefinitionSchema.parse(least);
    expect(profile).toMatchObject({
      machine: { type: null, firmware: { kind: 'bios' }, tpm: false, clock: 'utc', sleep: false },
      cpu: { model: 'host', sockets: 1, cores: 1, threads: 1, hyperv: { preset: 'off' } },
      memory: { hugepages: null, lock: false },
      gpu: { wanted: false, afterExit: 'host', subsystem: { from: 'card' }, romBar: true },
      disks: [],
      cdroms: [{ iso: null }],
      nics: [],
      boot: ['disk0', 'cd0'],
      display: { stage: 'install', card: 'std', spice: false },
      extraArguments: [],
      hooks: [],
    });
    expect(profileDefinitionSchema.parse(profile)).toEqual(profile);
  });

  it.each<[string, object]>([
    ['schemaVersion', { schemaVersion: 1 }],
    ['schemaVersion', { schemaVersion: 3 }],
    ['name', { name: '' }],
    ['name', { name: '../../etc' }],
    ['name', { name: 'a,b' }],
    ['name', { name: 'x'.repeat(65) }],
    ['uuid', { uuid: 'win10' }],
    ['memory.sizeMiB', { memory: { sizeMiB: 15 } }],
    ['memory.sizeMiB', { memory: { sizeMiB: 512.5 } }],
    ['memory.sizeMiB', { memory: { sizeMiB: '512' } }],
    ['memory.hugepages', { memory: { sizeMiB: 512, hugepages: '4K' } }],
    ['cpu.cores', { cpu: { cores: 0 } }],
    ['cpu.cores', { cpu: { cores: 256 } }],
    ['cpu.model', { cpu: { model: 'host,kvm=off' } }],
    ['cpu.vendorId', { cpu: { vendorId: 'thirteenchars' } }],
    ['cpu.vendorId', { cpu: { vendorId: 'a,b' } }],
    ['cpu.features.0', { cpu: { features: ['aes'] } }],
    ['cpu.features.0', { cpu: { features: ['+aes,+kvm'] } }],
    ['cpu.hyperv.preset', { cpu: { hyperv: { preset: 'all' } } }],
    ['cpu.hyperv.flags.0', { cpu: { hyperv: { preset: 'custom', flags: ['hv-passthrough'] } } }],
    ['machine.firmware.kind', { machine: { firmware: { kind: 'coreboot' } } }],
    ['machine.firmware.flash', { machine: { firmware: { kind: 'uefi', flash: '8M' } } }],
    ['machine.type', { machine: { type: 'q35,accel=tcg' } }],
    ['machine.smbios.product', { machine: { smbios: { product: 'a\nb' } } }],
    ['disks.0.source.path', { disks: [{ source: { ...disk.source, path: 'win10.qcow2' } }] }],
    ['disks.0.source.path', { disks: [{ source: { ...disk.source, path: '/srv/a\nb' } }] }],
    ['disks.0.source.format', { disks: [{ source: { ...disk.source, format: 'vmdk' } }] }],
    ['disks.0.source.path', { disks: [{ source: { kind: 'block', path: '/dev/sda' } }] }],
    ['disks.0.source.path', { disks: [{ source: { kind: 'block', path: '/dev/disk/by-id/../../sda' } }] }],
    ['disks.0.cache', { disks: [{ ...disk, cache: 'unsafe' }] }],
    ['disks.0.serial', { disks: [{ ...disk, serial: 'a,b' }] }],
    ['cdroms.0.iso', { cdroms: [{ iso: 'debian.iso' }] }],
    ['gpu.afterExit', { gpu: { afterExit: 'sleep' } }],
    ['gpu.subsystem.vendorId', { gpu: { subsystem: { from: 'given', vendorId: '0x1028', deviceId: '07b1' } } }],
    ['pci.0.address', { pci: [{ address: '03:00.0' }] }],
    ['usb.0.select.port', { usb: [{ select: { by: 'port', bus: 1, port: '4,vendorid=1' } }] }],
    ['input.evdev.0.path', { input: { evdev: [{ path: '/dev/sda' }] } }],
    ['input.evdev.0.path', { input: { evdev: [{ path: '/dev/input/../sda' }] } }],
    ['nics.0.mac', { nics: [{ mac: '00:11:22:33:44:55' }] }],
    ['nics.0.mac', { nics: [{ mac: '52:54:00:12:34:5G' }] }],
    ['nics.0.mac', { nics: [{}] }],
    ['nics.0.connection.bridge', { nics: [{ ...nic, connection: { kind: 'bridge', bridge: 'br0,helper=/x' } }] }],
    [
      'nics.0.connection.forwards.0.hostAddress',
      {
        nics: [{ ...nic, connection: { kind: 'user', forwards: [{ hostAddress: '::', hostPort: 1, guestPort: 1 }] } }],
      },
    ],
    ['boot.0', { boot: ['floppy0'] }],
    ['display.keyboard', { display: { keyboard: '../de' } }],
    ['lookingGlass.width', { lookingGlass: { width: 1, height: 1080 } }],
    ['extraArguments.0', { extraArguments: ['a\0b'] }],
    ['hooks.0.argv', { hooks: [{ at: 'before-start', argv: ['sh', '-c', 'x'] }] }],
  ])('is refused at %s for %j', (field, change) => {
    expect(complaints(change)).toEqual([field]);
  });

  it('takes the least and the most that a field says it takes', () => {
    expect(complaints({ memory: { sizeMiB: 16 }, cpu: { cores: 1 } })).toEqual([]);
    expect(complaints({ memory: { sizeMiB: 16 * 1024 * 1024 }, cpu: { cores: 255 } })).toEqual([]);
    expect(complaints({ disks: Array(16).fill(disk), nics: Array(8).fill(nic), cdroms: Array(4).fill({}) })).toEqual(
      [],
    );
    expect(complaints({ disks: Array(17).fill(disk) })).toEqual(['disks']);
    expect(complaints({ nics: Array(9).fill(nic) })).toEqual(['nics']);
    expect(complaints({ cdroms: Array(5).fill({}) })).toEqual(['cdroms']);
  });
});

describe('a draft of a profile', () => {
  const draft = { name: 'win10', memory: { sizeMiB: 4096 } };

  it('has no identity: what a browser sends as one is dropped', () => {
    const parsed = profileDraftSchema.parse({ ...draft, uuid: least.uuid, schemaVersion: 2 });
    expect(parsed).not.toHaveProperty('uuid');
    expect(parsed).not.toHaveProperty('schemaVersion');
  });

  it('begins with one network card, whose address the agent gives', () => {
    expect(profileDraftSchema.parse(draft).nics).toEqual([
      { connection: { kind: 'user', forwards: [] }, model: 'virtio' },
    ]);
  });

  it.each([0, 8193, 1.5])('asks for a new disk of a possible size, and %s GiB is none', (sizeGiB) => {
    const parsed = profileDraftSchema.safeParse({ ...draft, disks: [{ source: { kind: 'new', sizeGiB } }] });
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['disks.0.source.sizeGiB']);
  });

  it('is what a stored profile is taken up again as', () => {
    const stored = profileDefinitionSchema.parse({ ...least, disks: [disk], nics: [nic] });
    const again = profileDraftSchema.parse(draftOf(stored));
    expect(again).toEqual(draftOf(stored));
    expect(again.nics[0]?.mac).toBe(nic.mac);
  });
});
