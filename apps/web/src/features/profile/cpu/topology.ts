import type { HostCpu } from '@baton/model/host/hardware';
import { suggestPinning } from '@baton/model/host/pinning';
import { type CpuSection, type Pinning, VCPUS_MAX } from '@baton/model/profile/cpu';
import { vcpuCount } from '@baton/model/profile/vcpus';
import { isSame } from '../at-path';

export type PinningWay = 'off' | 'auto' | 'hand';

/** How the vCPUs were placed: as Baton suggests, or otherwise. */
export function wayOf(cpu: CpuSection, host: HostCpu | undefined): PinningWay {
  if (!cpu.pinning) return 'off';
  return host && isSame(cpu.pinning, suggestPinning(host, cpu)) ? 'auto' : 'hand';
}

/** The processor with another topology: a suggested placement is suggested anew, one by hand keeps what still has a vCPU. */
export function reshaped(
  cpu: CpuSection,
  shape: Partial<Pick<CpuSection, 'sockets' | 'cores' | 'threads'>>,
  host: HostCpu | undefined,
): CpuSection {
  const next = { ...cpu, ...shape };
  if (!cpu.pinning || !isCount(vcpuCount(next))) return next;
  const way = wayOf(cpu, host);
  const suggested = way === 'auto' && host ? suggestPinning(host, next) : null;
  return { ...next, pinning: suggested ?? resized(cpu.pinning, next) };
}

/** One list for each vCPU. */
export function resized(pinning: Pinning, shape: Pick<CpuSection, 'sockets' | 'cores' | 'threads'>): Pinning {
  const count = vcpuCount(shape);
  if (!isCount(count)) return pinning;
  return { ...pinning, vcpus: Array.from({ length: count }, (_, vcpu) => pinning.vcpus[vcpu] ?? []) };
}

/** Gives a CPU of the host to one vCPU, and to no other; null = to none. A vCPU that has one elsewhere moves here. */
export function assigned(pinning: Pinning, cpu: number, vcpu: number | null): Pinning {
  const vcpus = pinning.vcpus.map((cpus, index) => (index === vcpu ? [cpu] : cpus.filter((other) => other !== cpu)));
  return { ...pinning, vcpus };
}

/** What runs on a CPU of the host. */
export interface CpuUse {
  readonly vcpus: readonly number[];
  /** QEMU's own threads, or its disk threads. */
  readonly qemu: boolean;
}

export function usageOf(pinning: Pinning, cpu: number): CpuUse {
  const vcpus = pinning.vcpus.flatMap((cpus, vcpu) => (cpus.includes(cpu) ? [vcpu] : []));
  return { vcpus, qemu: pinning.emulator.includes(cpu) || pinning.iothreads.includes(cpu) };
}

/** While a number is being typed it may be none. */
function isCount(count: number): boolean {
  return Number.isInteger(count) && count >= 1 && count <= VCPUS_MAX;
}
