import { describe, expect, it } from 'vitest';
import { type ProfileDraft, profileDraftSchema } from '../profile/definition';
import type { ProfileFinding } from '../profile/finding';
import { applyFix } from '../profile/testing/apply-fix';
import { generateDraft } from '../profile/testing/generate';
import { seededRandom } from '../profile/testing/random';
import { capabilityFindings } from './check';
import { QEMU_7_2, QEMU_9_2, QEMU_10_1 } from './testing/capabilities';

const draftWith = (change: Readonly<Record<string, unknown>>): ProfileDraft =>
  profileDraftSchema.parse({ name: 'win10', memory: { sizeMiB: 512 }, ...change });
const told = (findings: readonly ProfileFinding[]) => findings.map(({ problem, field }) => [problem.code, field]);
const check = (change: Readonly<Record<string, unknown>>, can = QEMU_7_2, accelerator: 'kvm' | 'tcg' = 'kvm') =>
  capabilityFindings(draftWith(change), can, accelerator);

describe('what a draft asks of QEMU', () => {
  it('is nothing special at the beginning, and for everything that 7.2 has', () => {
    expect(check({})).toEqual([]);
    const much = {
      machine: { type: 'pc-q35-7.0', tpm: true, watchdog: 'reset' },
      cpu: { model: 'EPYC', features: ['+aes'], hyperv: { preset: 'windows' } },
      display: { card: 'qxl', spice: true },
      audio: { backend: 'spice' },
      lookingGlass: { width: 1920, height: 1080 },
      nics: [{ connection: { kind: 'passt' } }, { connection: { kind: 'nat' } }],
      disks: ['virtio', 'scsi', 'sata', 'nvme'].map((bus) => ({ source: { kind: 'new', sizeGiB: 1 }, bus })),
    };
    expect(check(much)).toEqual([]);
  });

  it.each<[string, string, Readonly<Record<string, unknown>>, typeof QEMU_7_2]>([
    ['machine.type-unknown', 'machine.type', { machine: { type: 'pc-q35-10.1' } }, QEMU_7_2],
    ['unfit.old-type', 'machine.type', { machine: { type: 'pc-q35-5.2' } }, QEMU_9_2],
    ['qemu.cannot', 'audio.backend', { audio: { backend: 'pipewire' } }, QEMU_7_2],
    ['qemu.cannot', 'display.spice', { display: { spice: true } }, QEMU_10_1],
    ['qemu.cannot', 'display.card', { display: { card: 'qxl' } }, QEMU_10_1],
    ['qemu.cannot', 'cpu.model', { cpu: { model: 'Pentium9' } }, QEMU_7_2],
    ['qemu.cannot', 'cpu.features', { cpu: { features: ['+aes', '+avx9'] } }, QEMU_7_2],
    ['qemu.cannot', 'machine.tpm', { machine: { tpm: true } }, { ...QEMU_7_2, devices: ['VGA', 'virtio-net-pci'] }],
    [
      'qemu.cannot',
      'nics.0.connection',
      { nics: [{ connection: { kind: 'passt' } }] },
      { ...QEMU_7_2, netdevs: ['user'] },
    ],
    ['cpu.hyperv-needs', 'cpu.hyperv', { cpu: { hyperv: { preset: 'custom', flags: ['hv-stimer'] } } }, QEMU_7_2],
  ])('tells %s at %s, and its fix makes it go away', (code, field, change, can) => {
    const findings = check(change, can);
    expect(told(findings)).toEqual([[code, field]]);
    const fix = findings[0]?.fix;
    if (!fix) throw new Error('there is no fix.');
    expect(capabilityFindings(profileDraftSchema.parse(applyFix(draftWith(change), fix)), can, 'kvm')).toEqual([]);
  });

  it('is told with the version that brings it', () => {
    const [finding] = check({ audio: { backend: 'pipewire' } });
    expect(finding?.problem.facts).toEqual({ what: 'audio by pipewire', version: '7.2.22', since: '8.1' });
  });

  it('names everything that a Hyper-V flag builds on', () => {
    const [finding] = check({ cpu: { hyperv: { preset: 'custom', flags: ['hv-stimer-direct'] } } });
    expect(finding?.problem.facts).toEqual({
      flag: 'hv-stimer-direct',
      needs: ['hv-vpindex', 'hv-time', 'hv-synic', 'hv-stimer'],
    });
  });

  it('is not told of a binary that gave no answers: that is told elsewhere', () => {
    const silent = { ...QEMU_7_2, machineTypes: [], devices: [], cpuModels: [], cpuFlags: [], netdevs: [] };
    expect(
      check({ machine: { type: 'pc-q35-9.9', tpm: true }, cpu: { model: 'x', features: ['+y'] } }, silent),
    ).toEqual([]);
  });

  it('has a fix that the schema takes, whatever is generated', () => {
    const random = seededRandom(12);
    for (let n = 0; n < 300; n++) {
      const draft = generateDraft(random);
      for (const { fix } of capabilityFindings(draft, QEMU_10_1, 'kvm')) {
        if (fix) expect(profileDraftSchema.safeParse(applyFix(draft, fix)).error).toBeUndefined();
      }
    }
  });
});
