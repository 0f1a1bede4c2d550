import { problem } from '../problem';
import type { CpuSection } from '../profile/cpu';
import type { ProfileDraft } from '../profile/definition';
import { errorAt, type ProfileFinding } from '../profile/finding';
import type { ProfileFix } from '../profile/fix';
import type { QemuCapabilities } from './capabilities';
import { hypervLacks, wantedHyperv } from './hyperv';

/** Of the CPU: a model or a flag that this QEMU does not take, and Hyper-V flags that lack what they build on. */
export function capabilityCpuFindings(
  { cpu }: Pick<ProfileDraft, 'cpu'>,
  can: QemuCapabilities,
  accelerator: 'kvm' | 'tcg',
): ProfileFinding[] {
  return [...modelFindings(cpu, can), ...flagFindings(cpu, can), ...hypervFindings(cpu, can, accelerator)];
}

function modelFindings({ model }: CpuSection, { cpuModels, version }: QemuCapabilities): ProfileFinding[] {
  // The host's own is left to the compiler: TCG has its own word for it.
  if (model === 'host' || cpuModels.length === 0 || cpuModels.includes(model)) return [];
  const found = problem('qemu.cannot', { what: `CPU model ${model}`, version, since: null }, 'cpu.model');
  return [errorAt(found, fixTo('use-what-is-there', 'cpu.model', 'host'))];
}

function flagFindings({ features }: CpuSection, { cpuFlags, version }: QemuCapabilities): ProfileFinding[] {
  if (cpuFlags.length === 0) return [];
  // QEMU takes an underscore for a dash.
  const isKnown = (feature: string) => cpuFlags.includes(feature.slice(1).replaceAll('_', '-'));
  const known = features.filter(isKnown);
  return features
    .filter((feature) => !isKnown(feature))
    .map((feature) => {
      const facts = { what: `CPU flag ${feature.slice(1)}`, version, since: null };
      return errorAt(problem('qemu.cannot', facts, 'cpu.features'), fixTo('take-off-list', 'cpu.features', known));
    });
}

/** Presets fit themselves to what is there; a set that somebody picked is kept to the letter. */
function hypervFindings(
  { hyperv }: CpuSection,
  { cpuFlags, version }: QemuCapabilities,
  accelerator: 'kvm' | 'tcg',
): ProfileFinding[] {
  if (hyperv.preset !== 'custom') return [];
  const flags = wantedHyperv(hyperv);
  const set = (list: readonly string[]) => ({ preset: 'custom', flags: list });
  return flags.flatMap((flag) => {
    if (accelerator === 'kvm' && cpuFlags.length > 0 && !cpuFlags.includes(flag)) {
      const found = problem('qemu.cannot', { what: flag, version, since: null }, 'cpu.hyperv');
      return [errorAt(found, fixTo('take-off-list', 'cpu.hyperv', set(flags.filter((other) => other !== flag))))];
    }
    const needs = hypervLacks(flag, flags);
    if (needs.length === 0) return [];
    const found = problem('cpu.hyperv-needs', { flag, needs }, 'cpu.hyperv');
    return [errorAt(found, fixTo('add-what-it-needs', 'cpu.hyperv', set([...flags, ...needs])))];
  });
}

function fixTo(label: ProfileFix['label'], path: string, value: unknown): ProfileFix {
  return { label, set: [{ path, value }] };
}
