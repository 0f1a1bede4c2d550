import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FindingView } from '@baton/api/views';
import { type ProfileDraft, type ProfileDraftInput, profileDraftSchema } from '@baton/model/profile/definition';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MachinesParts } from '../../src/machines/machines';
import type { ListeningPort } from '../../src/ports/listening';
import { ACTOR, type House, openHouse } from './house';
import { PracticeInventory } from './practice-inventory';

let house: House;
let listening: ListeningPort[] = [];
const capacity = { cpus: 8, cpuVendor: 'intel' as const, memory: async () => ({ totalMiB: 8192, availableMiB: 6144 }) };
const openWith = (change: Partial<MachinesParts> = {}) =>
  openHouse({ capacity, listening: { list: async () => listening }, ...change });

beforeAll(async () => {
  house = await openWith();
});
beforeEach(() => {
  listening = [];
  house.inventory.has = new PracticeInventory().has;
  house.lender.present = true;
});
afterAll(() => house.close());

const draft = (change: Partial<ProfileDraftInput> = {}): ProfileDraft =>
  profileDraftSchema.parse({ name: 'win10', memory: { sizeMiB: 512 }, boot: ['cd0'], ...change });
const check = (change: Partial<ProfileDraftInput>, of = house) => of.profiles.check(draft(change), null);
/** What one tap on each fix makes of the draft, tapped until none is left. */
const mended = async (change: Partial<ProfileDraftInput>, of = house) => {
  let wanted: unknown = draft(change);
  for (let taps = 0; taps < 10; taps++) {
    const findings = await of.profiles.check(profileDraftSchema.parse(wanted), null);
    const fix = findings.find((finding) => finding.fix)?.fix;
    if (!fix) return findings;
    for (const { path, value } of fix.set) wanted = withValue(wanted, path.split('.'), value);
  }
  throw new Error('the fixes do not come to an end');
};
const nic = (connection: object, mac?: string) =>
  ({ nics: [{ connection, ...(mac && { mac }) }] }) as Partial<ProfileDraftInput>;
const forward = (hostPort: number, protocol: 'tcp' | 'udp' = 'tcp') => ({
  ...{ kind: 'user', forwards: [{ protocol, hostPort, guestPort: 22 }] },
});

const CASES: [string, Partial<ProfileDraftInput>, FindingView['severity'], string, string][] = [
  ['more memory than the host has', { memory: { sizeMiB: 9000 } }, 'error', 'memory.too-large', 'memory.sizeMiB'],
  ['more memory than is free', { memory: { sizeMiB: 6000 } }, 'warning', 'memory.too-large', 'memory.sizeMiB'],
  [
    'huge pages of a size that the kernel lacks',
    { memory: { sizeMiB: 512, hugepages: '1G' } },
    'error',
    'hugepages.short',
    'memory.hugepages',
  ],
  ['more vCPUs than the host has', { cpu: { cores: 6, threads: 2 } }, 'error', 'vcpus.too-many', 'cpu.cores'],
  [
    'a thread on a CPU that the host has not',
    { cpu: { pinning: { vcpus: [[3, 12]] } } },
    'error',
    'cpu.not-on-host',
    'cpu.pinning.vcpus.0',
  ],
  [
    'the emulator on such a CPU',
    { cpu: { pinning: { vcpus: [[3]], emulator: [99] } } },
    'error',
    'cpu.not-on-host',
    'cpu.pinning.emulator',
  ],
  [
    'a bridge that is not there',
    nic({ kind: 'bridge', bridge: 'br9' }),
    'error',
    'net.no-bridge',
    'nics.0.connection.bridge',
  ],
  [
    'the address of another machine',
    nic({ kind: 'user' }, '52:54:00:ba:70:01'),
    'error',
    'net.mac-taken',
    'nics.0.mac',
  ],
  [
    'a USB device that is not plugged in',
    { usb: [{ select: { by: 'port', bus: 1, port: '9' } }] },
    'warning',
    'usb.absent',
    'usb.0',
  ],
  [
    'a PCI device that holds the host’s disk',
    { pci: [{ address: '0000:04:00.0' }] },
    'error',
    'pci.refused',
    'pci.0.address',
  ],
  [
    'a PCI device that is not there',
    { pci: [{ address: '0000:09:00.0' }] },
    'warning',
    'pci.not-found',
    'pci.0.address',
  ],
  [
    'a keyboard that is not there',
    { input: { evdev: [{ path: '/dev/input/by-id/gone-event-kbd' }] } },
    'warning',
    'device.missing',
    'input.evdev.0.path',
  ],
  [
    'kvmfr without the module',
    { lookingGlass: { width: 1920, height: 1080, memory: 'kvmfr' } },
    'warning',
    'looking-glass.kvmfr',
    'lookingGlass.memory',
  ],
  [
    'a machine type of another QEMU',
    { machine: { type: 'pc-q35-99.0' } },
    'error',
    'machine.type-unknown',
    'machine.type',
  ],
];

describe('findings of a draft', () => {
  it.each(CASES)('tell %s at its field, and one tap mends it', async (_, change, severity, code, field) => {
    const findings = await check(change);
    expect(findings).toMatchObject([{ severity, field, problem: { code, field } }]);
    expect(await mended(change)).toEqual([]);
  });

  it('find nothing in a plain one, and ask nothing of the host for it', async () => {
    const asked = house.inventory.asked;
    expect(await check({})).toEqual([]);
    expect(house.inventory.asked).toBe(asked);
  });

  it('tell what is not installed, and offer what is there', async () => {
    house.inventory.has = { ...house.inventory.has, tpm: false, passt: false };
    house.lender.present = false;
    const change = { ...nic({ ...forward(2222), kind: 'passt' }), machine: { tpm: true }, gpu: { wanted: true } };
    const codes = (await check(change)).map(({ problem }) => problem.code);
    expect(codes).toEqual(expect.arrayContaining(['tpm.missing', 'net.passt-missing', 'gpu.none']));
    expect(await mended(change)).toEqual([]);
  });

  it('tell firmware that is not installed, and offer the nearest', async () => {
    const bare = await openWith({ installation: await withoutFirmware() });
    bare.inventory.has = { ...bare.inventory.has, firmware: [] };
    const change = { machine: { firmware: { kind: 'uefi' as const, secureBoot: true } } };
    expect(await check(change, bare)).toMatchObject([
      { severity: 'error', field: 'machine.firmware', problem: { code: 'qemu.firmware-kind-missing' } },
    ]);
    expect(await mended(change, bare)).toEqual([]);
    await bare.close();
  });

  it('tell what needs root, as warnings, where the agent is not root', async () => {
    const modest = await openWith({ root: false });
    modest.inventory.has = {
      ...modest.inventory.has,
      hugepages: [{ size: '2M', total: 0, free: 0, mountPoint: null }],
    };
    expect(await check(nic({ kind: 'nat' }), modest)).toMatchObject([
      { severity: 'warning', problem: { code: 'net.needs-root' } },
    ]);
    const huge = { memory: { sizeMiB: 512, hugepages: '2M' as const } };
    expect(await check(huge, modest)).toMatchObject([
      { severity: 'error', problem: { code: 'hugepages.not-mounted' } },
    ]);
    expect(await mended({ ...nic({ kind: 'nat' }), ...huge }, modest)).toEqual([]);
    await modest.close();
  });

  it('count huge pages that were set aside as memory that can be had', async () => {
    const change = { memory: { sizeMiB: 6000, hugepages: '2M' as const } };
    expect(await check(change)).toMatchObject([{ severity: 'warning', problem: { code: 'memory.too-large' } }]);
    house.inventory.has = {
      ...house.inventory.has,
      hugepages: [{ size: '2M', total: 3000, free: 3000, mountPoint: '/h' }],
    };
    expect(await check(change)).toEqual([]);
  });

  it('tell a port that somebody listens on, by whom, and offer the next one', async () => {
    listening = [
      { protocol: 'tcp', address: 'any', port: 2222 },
      { protocol: 'tcp', address: '10.0.0.1', port: 2223 },
      { protocol: 'udp', address: 'any', port: 2224 },
    ];
    expect(await check(nic(forward(2222)))).toMatchObject([
      {
        severity: 'warning',
        problem: { code: 'net.port-taken', facts: { port: 2222, by: 'Another program' } },
        fix: { set: [{ path: 'nics.0.connection.forwards.0.hostPort', value: 2223 }] },
      },
    ]);
    expect(await check(nic(forward(2223)))).toEqual([]);
    expect(await check(nic(forward(2224, 'udp')))).toHaveLength(1);
    const { id } = await house.profiles.create(draft({ name: 'other', ...nic(forward(3000)) }), ACTOR);
    expect(await check(nic(forward(3000)))).toMatchObject([{ problem: { facts: { port: 3000, by: 'other' } } }]);
    await house.profiles.remove(id, { deleteDisk: false }, ACTOR);
  });

  it('let two machines read one disk, and no two write it', async () => {
    const path = join(house.stateDir, 'storage', 'images', 'shared.img');
    await writeFile(path, Buffer.alloc(1024));
    const disk = { source: { kind: 'file' as const, path, format: 'raw' as const } };
    const { id } = await house.profiles.create(draft({ name: 'reader', disks: [{ ...disk, readOnly: true }] }), ACTOR);
    expect(await check({ disks: [{ ...disk, readOnly: true }] })).toEqual([]);
    expect(await check({ disks: [disk] })).toMatchObject([
      { problem: { code: 'storage.in-use', facts: { by: 'reader' } } },
    ]);
    await house.profiles.remove(id, { deleteDisk: true }, ACTOR);
  });

  it('tell a block device that the host uses', async () => {
    const path = '/dev/disk/by-id/ata-Host';
    const disks = [{ source: { kind: 'block' as const, path } }];
    expect(await check({ disks })).toMatchObject([
      { severity: 'error', field: 'disks.0.source.path', problem: { code: 'storage.not-a-block-device' } },
    ]);
  });
});

async function withoutFirmware(): Promise<MachinesParts['installation']> {
  const can = await house.installation.capabilities();
  return {
    ...house.installation,
    capabilities: async () => can,
    firmware: async () => null,
    firmwares: async () => [],
  };
}

/** As the editor applies a fix. */
function withValue(target: unknown, [key = '', ...rest]: readonly string[], value: unknown): unknown {
  if (Array.isArray(target)) return target.map((each, at) => (String(at) === key ? deeper(each, rest, value) : each));
  const object = { ...(target as Record<string, unknown>) };
  return { ...object, [key]: deeper(object[key], rest, value) };
}

function deeper(target: unknown, rest: readonly string[], value: unknown): unknown {
  return rest.length === 0 ? value : withValue(target, rest, value);
}
