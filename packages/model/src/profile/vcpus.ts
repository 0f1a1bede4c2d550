import type { CpuSection } from './cpu';

/** Apart from the schema, because a page that only shows a machine should not load one. */
export function vcpuCount({ sockets, cores, threads }: Pick<CpuSection, 'sockets' | 'cores' | 'threads'>): number {
  return sockets * cores * threads;
}
