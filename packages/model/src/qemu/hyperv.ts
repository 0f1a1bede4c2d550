import { HYPERV_FLAGS, type Hyperv, type HypervFlag } from '../profile/cpu';
import type { QemuFacts } from './facts';

/** What each flag cannot do without (QEMU docs/system/i386/hyperv.rst). */
const NEEDS: Readonly<Partial<Record<HypervFlag, readonly HypervFlag[]>>> = {
  'hv-synic': ['hv-vpindex'],
  'hv-stimer': ['hv-vpindex', 'hv-synic', 'hv-time'],
  'hv-stimer-direct': ['hv-stimer'],
  'hv-tlbflush': ['hv-vpindex'],
  'hv-tlbflush-ext': ['hv-tlbflush'],
  'hv-ipi': ['hv-vpindex'],
  'hv-evmcs': ['hv-vapic'],
};

const MINIMAL = ['hv-relaxed', 'hv-vapic', 'hv-spinlocks'] as const satisfies readonly HypervFlag[];

/**
 * Named sets. `windows` leaves out what depends on the host: hv-avic (interrupt hardware), hv-evmcs (nested machines on Intel) and
 * hv-tlbflush-ext (KVM since Linux 6.2), because KVM refuses to start with a flag that it does not know.
 */
const PRESETS: Readonly<Record<Exclude<Hyperv['preset'], 'custom'>, readonly HypervFlag[]>> = {
  off: [],
  minimal: MINIMAL,
  linux: [...MINIMAL, 'hv-time'],
  windows: [
    ...MINIMAL,
    'hv-vpindex',
    'hv-runtime',
    'hv-time',
    'hv-synic',
    'hv-stimer',
    'hv-stimer-direct',
    'hv-frequencies',
    'hv-tlbflush',
    'hv-ipi',
    'hv-xmm-input',
  ],
};

/** Flags that a setting asks for, in QEMU's order. */
export function wantedHyperv(setting: Hyperv): readonly HypervFlag[] {
  const wanted = setting.preset === 'custom' ? setting.flags : PRESETS[setting.preset];
  return HYPERV_FLAGS.filter((flag) => wanted.includes(flag));
}

/** Of those, the ones that this QEMU takes with this accelerator, and that find everything they need. */
export function hypervFlags(
  setting: Hyperv,
  facts: Pick<QemuFacts, 'accelerator' | 'can' | 'cpuVendor'>,
): HypervFlag[] {
  let flags = wantedHyperv(setting).filter((flag) => isPossible(flag, facts));
  for (;;) {
    const kept = flags.filter((flag) => (NEEDS[flag] ?? []).every((needed) => flags.includes(needed)));
    if (kept.length === flags.length) return kept;
    flags = kept;
  }
}

function isPossible(
  flag: HypervFlag,
  { accelerator, can, cpuVendor }: Pick<QemuFacts, 'accelerator' | 'can' | 'cpuVendor'>,
) {
  // Under TCG: `kernel doesn't allow setting HyperV VP_INDEX`.
  if (flag === 'hv-vpindex' && accelerator === 'tcg') return false;
  if (flag === 'hv-evmcs' && cpuVendor !== 'intel') return false;
  return can.cpuFlags.includes(flag);
}

/** What a flag lacks in a set, with what that lacks in turn. */
export function hypervLacks(flag: HypervFlag, set: readonly HypervFlag[]): HypervFlag[] {
  const needed = (NEEDS[flag] ?? []).flatMap((next) => [next, ...hypervLacks(next, set)]);
  return HYPERV_FLAGS.filter((other) => needed.includes(other) && !set.includes(other));
}
