import { HYPERV_FLAGS, type Hyperv, type HypervFlag } from '../profile/cpu';
import type { LookingGlass } from '../profile/display';

const WINDOWS: readonly HypervFlag[] = HYPERV_FLAGS.filter(
  (flag) => !['hv-reset', 'hv-reenlightenment', 'hv-avic', 'hv-evmcs'].includes(flag),
);
const PRESETS: Readonly<Record<Exclude<Hyperv['preset'], 'custom'>, readonly HypervFlag[]>> = {
  off: [],
  minimal: ['hv-relaxed', 'hv-vapic', 'hv-spinlocks', 'hv-time'],
  linux: ['hv-relaxed', 'hv-time'],
  windows: WINDOWS,
};

export function hypervFlags(hyperv: Hyperv): readonly HypervFlag[] {
  return hyperv.preset === 'custom' ? hyperv.flags : PRESETS[hyperv.preset];
}

export function lookingGlassMiB({ width, height, hdr }: LookingGlass): number {
  return 2 ** Math.ceil(Math.log2((width * height * (hdr ? 8 : 4) * 2) / 1048576 + 10));
}
