import { describe, expect, it } from 'vitest';
import { profileFindings } from './check';
import { type ProfileDraft, profileDraftSchema } from './definition';
import { applyFix } from './testing/apply-fix';
import { generateDraft } from './testing/generate';
import { seededRandom } from './testing/random';

const draftWith = (change: Readonly<Record<string, unknown>>): ProfileDraft =>
  profileDraftSchema.parse({
    name: 'win10',
    memory: { sizeMiB: 512 },
    disks: [{ source: { kind: 'new', sizeGiB: 20 } }],
    ...change,
  });
const told = (draft: ProfileDraft) =>
  profileFindings(draft).map(({ problem, field, severity }) => [problem.code, field, severity]);

const file = (path: string) => ({ kind: 'file', path, format: 'raw' });
const nic = (mac: string, forwards: readonly object[] = []) => ({ mac, connection: { kind: 'user', forwards } });

describe('a draft', () => {
  it('has nothing against itself at the beginning', () => {
    expect(told(draftWith({}))).toEqual([]);
  });

  it.each<[string, string, 'error' | 'warning', Readonly<Record<string, unknown>>]>([
    ['unfit.topology', 'cpu.cores', 'error', { cpu: { sockets: 16, cores: 64, threads: 2 } }],
    ['unfit.pinning', 'cpu.pinning.vcpus', 'warning', { cpu: { cores: 2, pinning: { vcpus: [[1]] } } }],
    ['boot.unknown', 'boot', 'error', { boot: ['disk0', 'disk3'] }],
    ['boot.unknown', 'boot', 'error', { boot: ['cd7', 'disk0'] }],
    [
      'unfit.read-only',
      'disks.0.readOnly',
      'error',
      { disks: [{ source: file('/srv/a'), bus: 'sata', readOnly: true }] },
    ],
    [
      'unfit.iothread',
      'disks.0.iothread',
      'warning',
      { disks: [{ source: file('/srv/a'), bus: 'nvme', iothread: true }] },
    ],
    [
      'unfit.mac-twice',
      'nics.1.mac',
      'error',
      { nics: [nic('52:54:00:ff:ff:ff'), nic('52:54:00:ff:ff:ff'), nic('52:54:00:00:00:00')] },
    ],
    [
      'unfit.forward-twice',
      'nics.1.connection.forwards.0.hostPort',
      'error',
      {
        nics: [
          nic('52:54:00:00:00:01', [{ hostPort: 2222, guestPort: 22 }]),
          nic('52:54:00:00:00:02', [{ hostAddress: '0.0.0.0', hostPort: 2222, guestPort: 22 }]),
        ],
      },
    ],
    ['unfit.no-screen', 'display.stage', 'warning', { display: { stage: 'gpu' } }],
    ['unfit.spice-sound', 'audio.backend', 'warning', { audio: { backend: 'spice' } }],
    ['unfit.rom-table', 'muxless.romTable', 'error', { muxless: { romTable: true } }],
    ['unfit.guest-sleep', 'machine.sleep', 'warning', { gpu: { wanted: true }, machine: { sleep: true } }],
  ])('is told %s at %s (%s), and its fix makes it go away', (code, field, severity, change) => {
    const draft = draftWith(change);
    expect(told(draft)).toEqual([[code, field, severity]]);
    const fix = profileFindings(draft)[0]?.fix;
    if (!fix) throw new Error('there is no fix.');
    expect(told(profileDraftSchema.parse(applyFix(draft, fix)))).toEqual([]);
  });

  it.each<[string, string, Readonly<Record<string, unknown>>]>([
    ['unfit.twice', 'disks.1.source', { disks: [{ source: file('/srv/a') }, { source: file('/srv/a') }] }],
    [
      'unfit.twice',
      'disks.1.serial',
      {
        disks: [
          { source: file('/srv/a'), serial: 'A' },
          { source: file('/srv/b'), serial: 'A' },
        ],
      },
    ],
    ['unfit.twice', 'pci.1', { pci: [{ address: '0000:03:00.0' }, { address: '0000:03:00.0' }] }],
    ['unfit.twice', 'usb.1', { usb: Array(2).fill({ select: { by: 'port', bus: 1, port: '4.2' } }) }],
    ['unfit.twice', 'input.evdev.1', { input: { evdev: Array(2).fill({ path: '/dev/input/by-id/a' }) } }],
    ['cpu.pinned-twice', 'cpu.pinning.vcpus', { cpu: { cores: 3, pinning: { vcpus: [[2], [2], [2]] } } }],
  ])('is told %s at %s, once', (code, field, change) => {
    expect(profileFindings(draftWith(change)).map(({ problem, field: at }) => [problem.code, at])).toEqual([
      [code, field],
    ]);
  });

  it('may give vCPUs a group of CPUs together, forward one port by two protocols, and make two new disks', () => {
    expect(
      told(
        draftWith({
          cpu: {
            cores: 2,
            pinning: {
              vcpus: [
                [2, 3],
                [2, 3],
              ],
            },
          },
        }),
      ),
    ).toEqual([]);
    const both = ['tcp', 'udp'].map((protocol) => ({ protocol, hostPort: 3389, guestPort: 3389 }));
    expect(told(draftWith({ nics: [nic('52:54:00:00:00:01', both)] }))).toEqual([]);
    expect(told(draftWith({ disks: Array(2).fill({ source: { kind: 'new', sizeGiB: 20 } }) }))).toEqual([]);
  });

  it('has fixes that the schema takes, whatever is generated', () => {
    const random = seededRandom(11);
    for (let n = 0; n < 300; n++) {
      const draft = generateDraft(random);
      for (const { fix } of profileFindings(draft)) {
        if (fix) expect(profileDraftSchema.safeParse(applyFix(draft, fix)).error).toBeUndefined();
      }
    }
  });
});
