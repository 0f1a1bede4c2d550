import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pciAddress } from '../pci/address';
import type { ProfileDefinition } from '../profile/definition';
import { readDefinition } from '../profile/migrate';
import { generateProfile } from '../profile/testing/generate';
import { seededRandom } from '../profile/testing/random';
import type { GpuAssignment } from './assignment';
import { qemuArguments, qemuArgv } from './compile';
import type { QemuFacts } from './facts';
import { QEMU_7_2, QEMU_8_2, QEMU_9_2, QEMU_10_1 } from './testing/capabilities';
import { CARD, FACTS, jsonOf, optionOf, optionsOf, profileWith, withId } from './testing/compiling';

const STAND_IN: GpuAssignment = { kind: 'stand-in', address: pciAddress('0000:01:00.0') };

/** What a host may have made for a start, all of it. */
const FULL_FACTS: QemuFacts = {
  ...FACTS,
  uefi: { code: '/fw/code.fd', vars: '/run/m/vars.fd', secureBoot: true },
  sockets: { ...FACTS.sockets, tpm: '/run/m/tpm.sock' },
  hugepagePath: '/dev/hugepages',
  nics: { 0: { ifname: 'baton0', vhost: true }, 1: { passt: '/run/m/passt,1.sock' } },
  lookingGlassPath: '/dev/shm/baton-lg',
  acpiTables: ['/run/m/rom,1.aml'],
};

describe('a profile of version 1', () => {
  const migrated = readDefinition({
    schemaVersion: 1,
    name: 'win10',
    uuid: '6f0c1a0e-1d4e-4f0e-9d0e-6f0c1a0e1d4e',
    memoryMiB: 2048,
    vcpus: 4,
    firmware: 'bios',
    disk: { path: '/store/win10.qcow2', format: 'qcow2', bus: 'virtio' },
    iso: '/store/debian.iso',
    gpu: { wanted: true, afterExit: 'host' },
    mac: '52:54:00:12:34:56',
  });

  it('still has its devices where it had them', () => {
    const places = jsonOf(qemuArgv(migrated, CARD, FACTS))
      .filter((json) => typeof json.driver === 'string' && 'bus' in json)
      .map(({ id, driver, bus, addr, port }) => [id, driver, bus, addr ?? port]);
    expect(places).toEqual(
      expect.arrayContaining([
        ['rp-gpu', 'pcie-root-port', 'pcie.0', '0x1.0x0'],
        ['rp-disk', 'pcie-root-port', 'pcie.0', '0x1.0x1'],
        ['rp-net', 'pcie-root-port', 'pcie.0', '0x1.0x2'],
        ['rp-usb', 'pcie-root-port', 'pcie.0', '0x1.0x3'],
        ['video0', 'VGA', 'pcie.0', '0x2'],
        ['gpu0', 'vfio-pci', 'rp-gpu', '0x0.0x0'],
        ['gpu1', 'vfio-pci', 'rp-gpu', '0x0.0x1'],
        ['disk0-drive', 'virtio-blk-pci', 'rp-disk', '0x0'],
        ['cd0', 'ide-cd', 'ide.1', undefined],
        ['nic0', 'virtio-net-pci', 'rp-net', '0x0'],
        ['xhci', 'qemu-xhci', 'rp-usb', '0x0'],
        ['tablet0', 'usb-tablet', 'xhci.0', '1'],
      ]),
    );
  });

  it('boots from its disk, then from its disc, as it did', () => {
    const argv = qemuArgv(migrated, null, FACTS);
    expect(withId(argv, 'disk0-drive')).toMatchObject({ bootindex: 1 });
    expect(withId(argv, 'cd0')).toMatchObject({ bootindex: 2, drive: 'iso0' });
    expect(optionOf(argv, '-smp')).toBe('4,sockets=1,dies=1,cores=4,threads=1,maxcpus=4');
    expect(optionsOf(argv, '-netdev')).toEqual(['user,id=net0']);
  });
});

describe('qemuArguments', () => {
  it('gives every PCI device an address of its own, and every root port a chassis of its own', () => {
    const random = seededRandom(3);
    for (let n = 0; n < 200; n++) {
      const devices = jsonOf(qemuArgv(generateProfile(random), CARD, FULL_FACTS)).filter((json) => 'addr' in json);
      const places = devices.map(({ bus, addr }) => `${bus} ${addr}`);
      expect(places.filter((place, at) => places.indexOf(place) !== at)).toEqual([]);
      expect(places.filter((place) => place.startsWith('pcie.0 0x1f'))).toEqual([]);
      const chassis = devices.filter(({ driver }) => driver === 'pcie-root-port').map((port) => port.chassis);
      expect(new Set(chassis).size).toBe(chassis.length);
    }
  });

  it('makes a port before what stands behind it, and function 0 of every slot that it uses', () => {
    const random = seededRandom(4);
    for (let n = 0; n < 200; n++) {
      const devices = jsonOf(qemuArgv(generateProfile(random), CARD, FULL_FACTS));
      const ports: unknown[] = [];
      for (const { driver, id, bus } of devices) {
        if (driver === 'pcie-root-port') ports.push(id);
        if (typeof bus === 'string' && bus.startsWith('rp-')) expect(ports).toContain(bus);
      }
      const used = devices.filter(({ driver }) => driver === 'pcie-root-port').map(({ addr }) => String(addr));
      for (const addr of used) expect(used).toContain(addr.replace(/\..*/, '.0x0'));
    }
  });

  it('names every node, back end and bus that a device stands on', () => {
    const random = seededRandom(5);
    for (let n = 0; n < 200; n++) {
      const argv = qemuArgv(generateProfile(random), STAND_IN, FULL_FACTS);
      const all = jsonOf(argv);
      const ids = all.flatMap((json) => [json.id, json['node-name']]);
      const plain = argv.flatMap((word) => /\bid=([\w-]+)/.exec(word)?.[1] ?? []);
      for (const { drive, iothread, memdev, netdev, chardev, tpmdev, audiodev, bus } of all) {
        for (const name of [drive, iothread, memdev]) if (name !== undefined) expect(ids).toContain(name);
        for (const name of [netdev, chardev, tpmdev, audiodev]) if (name !== undefined) expect(plain).toContain(name);
        // `scsi0.0` is the first bus of `scsi0`; pcie.0 and ide.N are the board's own.
        const owner = String(bus ?? 'pcie.0').replace(/\.\d+$/, '');
        if (owner !== 'pcie' && owner !== 'ide') expect(ids).toContain(owner);
      }
    }
  });

  it('gives every argument a reason, and a field of the profile where it comes from one', () => {
    const random = seededRandom(6);
    for (let n = 0; n < 100; n++) {
      const profile = generateProfile(random);
      const { firmware } = profile.machine;
      const facts = firmware.kind === 'bios' ? { ...FULL_FACTS, uefi: null } : FULL_FACTS;
      for (const { words, why, field } of qemuArguments(profile, CARD, facts)) {
        expect(words.length).toBeLessThanOrEqual(2);
        expect(words[0]).toMatch(/^-/);
        if (why === 'extra') continue;
        const parts = field?.split('.') ?? [];
        let part: unknown = profile;
        for (const key of parts) part = (part as Record<string, unknown>)?.[key];
        expect(part, `${why} at ${field}`).not.toBeUndefined();
      }
    }
  });

  it('opens no network port but the forwards that were asked for', () => {
    const random = seededRandom(8);
    for (let n = 0; n < 100; n++) {
      const { nics: _, ...rest } = generateProfile(random);
      const argv = qemuArgv({ ...rest, nics: [] }, CARD, FULL_FACTS);
      expect(argv.filter((word) => /hostfwd|tcp:|telnet:|\bport=\d{3,}/.test(word))).toEqual([]);
      for (const vnc of optionsOf(argv, '-vnc')) expect(vnc).toMatch(/^unix:/);
      for (const spice of optionsOf(argv, '-spice')) expect(spice).toMatch(/^unix=on,addr=\/run/);
    }
  });

  it('lets no text of a person become an option or a key', () => {
    const nasty = fc.stringMatching(/^[a-z ,="'{}\\\-\n]{0,40}$/);
    const plain = profileWith({ disks: [{ source: { kind: 'file', path: '/a', format: 'raw' } }] });
    const shape = qemuArgv({ ...plain, machine: { ...plain.machine, smbios: SMBIOS('a') } }, null, FACTS).length;
    fc.assert(
      fc.property(nasty, nasty, nasty, (name, file, folder) => {
        const path = `/${folder}/${file}`;
        const argv = qemuArgv(
          {
            ...plain,
            name: name as ProfileDefinition['name'],
            disks: plain.disks.map((disk) => ({ ...disk, source: { kind: 'file', path, format: 'raw' } })),
            machine: { ...plain.machine, smbios: SMBIOS(`x${name}`) },
          },
          null,
          { ...FACTS, serialLog: path, sockets: { ...FACTS.sockets, vnc: path, serial: path } },
        );
        expect(argv).toHaveLength(shape);
        expect(keyValues(optionOf(argv, '-name') ?? '')).toEqual([`guest=${name}`, 'debug-threads=on']);
        expect(keyValues(optionOf(argv, '-smbios') ?? '')).toEqual(['type=1', `product=x${name}`]);
        expect(keyValues(optionOf(argv, '-vnc') ?? '')).toEqual([`unix:${path}`, 'display=video0']);
        expect(optionsOf(argv, '-chardev').map(keyValues)).toContainEqual([
          'socket',
          'id=serial0',
          `path=${path}`,
          'server=on',
          'wait=off',
          `logfile=${path}`,
          'logappend=on',
        ]);
        expect(withId(argv, 'disk0')).toMatchObject({ file: { filename: path } });
      }),
    );
  });
});

describe('the same profile on', () => {
  const profile = profileWith({
    display: { card: 'qxl', spice: true },
    audio: { backend: 'pipewire' },
    nics: [{ mac: '52:54:00:00:00:01', connection: { kind: 'passt', forwards: [] } }],
    cpu: { hyperv: { preset: 'windows' } },
  });
  const compiled = (can: QemuFacts['can']) =>
    qemuArgv(profile, null, { ...FACTS, can, accelerator: 'kvm', nics: { 0: { passt: '/run/m/passt.sock' } } });

  it.each([
    ['7.2', QEMU_7_2, { machine: 'pc-q35-7.2', sound: 'none', screen: 'qxl-vga', spice: true }],
    ['8.2', QEMU_8_2, { machine: 'pc-q35-8.2', sound: 'pipewire', screen: 'qxl-vga', spice: true }],
    ['9.2', QEMU_9_2, { machine: 'pc-q35-9.2', sound: 'pipewire', screen: 'qxl-vga', spice: true }],
    ['10.1', QEMU_10_1, { machine: 'pc-q35-10.1', sound: 'pipewire', screen: 'VGA', spice: false }],
  ])('QEMU %s is what that version takes', (_version, can, expected) => {
    const argv = compiled(can);
    expect(optionOf(argv, '-machine')).toBe(`${expected.machine},vmport=off,hpet=off,memory-backend=ram`);
    expect(optionOf(argv, '-audiodev')).toBe(`${expected.sound},id=snd0`);
    expect(withId(argv, 'codec0')).toMatchObject({ audiodev: 'snd0' });
    expect(withId(argv, 'video0')).toMatchObject({ driver: expected.screen });
    expect(argv.includes('-spice')).toBe(expected.spice);
    expect(argv.some((word) => word.startsWith('spicevmc'))).toBe(expected.spice);
    expect(optionOf(argv, '-netdev')).toBe('stream,id=net0,server=off,addr.type=unix,addr.path=/run/m/passt.sock');
    expect(argv.filter((word) => /^-(no-hpet|no-acpi|runas|soundhw|watchdog|balloon|realtime)$/.test(word))).toEqual(
      [],
    );
    expect(argv.join(' ')).not.toContain('iommufd');
    expect(optionOf(argv, '-sandbox')).toContain('spawn=deny');
  });

  it('a QEMU without seccomp has no sandbox', () => {
    expect(compiled({ ...QEMU_7_2, sandbox: false })).not.toContain('-sandbox');
  });
});

const SMBIOS = (product: string) => ({
  manufacturer: null,
  product,
  version: '',
  serial: null,
  sku: null,
  family: null,
});

/** Splits as QEMU does: a comma ends a value, a doubled comma is one comma of the text. */
function keyValues(text: string): string[] {
  return [...text.matchAll(/(?:,,|[^,])+/gsu)].map(([part]) => part.replaceAll(',,', ','));
}
