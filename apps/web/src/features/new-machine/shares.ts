import type { Guest } from '@baton/model/profile/machine';

/** How much of the laptop a machine gets. */
export interface Share {
  readonly id: 'little' | 'half' | 'most';
  readonly memoryMiB: number;
  readonly vcpus: number;
}

const PART = { little: 1 / 4, half: 1 / 2, most: 3 / 4 } as const;
/** What a guest needs to be usable. */
const LEAST: Readonly<Record<Guest, { memoryMiB: number; vcpus: number }>> = {
  windows: { memoryMiB: 4096, vcpus: 2 },
  linux: { memoryMiB: 1024, vcpus: 1 },
  other: { memoryMiB: 512, vcpus: 1 },
};

/** Sizes to choose from, smallest first. One that would be the same as a smaller one is left out. */
export function shares(host: { memoryTotalMiB: number; cpuCount: number }, guest: Guest): readonly Share[] {
  const sized = (['little', 'half', 'most'] as const).map(
    (id): Share => ({
      id,
      memoryMiB: Math.max(round(host.memoryTotalMiB * PART[id]), LEAST[guest].memoryMiB),
      vcpus: Math.max(even(host.cpuCount * PART[id]), Math.min(LEAST[guest].vcpus, host.cpuCount)),
    }),
  );
  return sized.filter(
    ({ memoryMiB, vcpus }, index) =>
      !sized.slice(0, index).some((other) => other.memoryMiB === memoryMiB && other.vcpus === vcpus),
  );
}

/** Whole GiB from 4 GiB on, else steps of 512 MiB. */
function round(mib: number): number {
  const step = mib >= 4096 ? 1024 : 512;
  return Math.max(512, Math.floor(mib / step) * step);
}

/** Guests see cores in pairs; one is one. */
function even(cpus: number): number {
  return cpus < 2 ? 1 : Math.floor(cpus / 2) * 2;
}
