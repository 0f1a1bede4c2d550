import type { Pinning } from '../profile/cpu';
import type { HostCpu, HostCpuThread } from './hardware';

/** The physical cores of a host, each with its threads, by number. */
export function coresOf({ threads }: Pick<HostCpu, 'threads'>): readonly (readonly HostCpuThread[])[] {
  const cores = new Map<string, HostCpuThread[]>();
  for (const thread of [...threads].sort((a, b) => a.cpu - b.cpu)) {
    const key = `${thread.socket}:${thread.core}`;
    cores.set(key, [...(cores.get(key) ?? []), thread]);
  }
  return [...cores.values()];
}

/**
 * A placement as the guide makes it: the guest's sibling threads on sibling threads of one host core, the first core left to the
 * host together with the emulator, and of a hybrid CPU only fast cores as long as they suffice.
 * @returns null when the host has too few cores for it
 */
export function suggestPinning(
  host: Pick<HostCpu, 'threads'>,
  guest: { readonly sockets: number; readonly cores: number; readonly threads: number },
): Pinning | null {
  const all = coresOf(host);
  const [hosts, ...free] = [...all].sort((a, b) => speedOf(a) - speedOf(b));
  if (!hosts) return null;
  const wide = free.filter((core) => core.length >= guest.threads);
  const wanted = guest.sockets * guest.cores;
  if (wide.length < wanted) return null;
  const vcpus = wide.slice(0, wanted).flatMap((core) => core.slice(0, guest.threads).map(({ cpu }) => [cpu]));
  const emulator = hosts.map(({ cpu }) => cpu);
  return { vcpus, emulator, iothreads: emulator };
}

/** Fast ones first; the order is stable, so that the host keeps its first core. */
function speedOf(core: readonly HostCpuThread[]): number {
  return core[0]?.kind === 'efficiency' ? 1 : 0;
}

/** CPUs that the guest's processors have for themselves: those that the host keeps off. */
export function pinnedCpus({ vcpus }: Pick<Pinning, 'vcpus'>): readonly number[] {
  return [...new Set(vcpus.flat())].sort((a, b) => a - b);
}
