/** libvirt's units of memory in bytes (virScaleInteger): a lone letter counts in 1024. */
const UNITS: ReadonlyMap<string, number> = new Map([
  ['b', 1],
  ['bytes', 1],
  ['k', 2 ** 10],
  ['kib', 2 ** 10],
  ['kb', 1e3],
  ['m', 2 ** 20],
  ['mib', 2 ** 20],
  ['mb', 1e6],
  ['g', 2 ** 30],
  ['gib', 2 ** 30],
  ['gb', 1e9],
  ['t', 2 ** 40],
  ['tib', 2 ** 40],
  ['tb', 1e12],
]);

/** MiB of a size with its unit, rounded up; undefined = it is no size. */
export function sizeMiB(text: string, unit: string): number | undefined {
  const scale = UNITS.get(unit.toLowerCase());
  if (scale === undefined || !/^\d{1,18}$/.test(text)) return undefined;
  return Math.ceil((Number(text) * scale) / 2 ** 20);
}

const HOST_CPU_MAX = 4095;

/** `1-3,^2,8` as libvirt writes sets of processors; undefined = it is none. */
export function cpuSet(text: string): number[] | undefined {
  const cpus = new Set<number>();
  for (const part of text.replaceAll(' ', '').split(',')) {
    const [, not, from, to = from] = /^(\^?)(\d{1,4})(?:-(\d{1,4}))?$/.exec(part) ?? [];
    if (from === undefined || to === undefined || Number(to) > HOST_CPU_MAX) return undefined;
    for (let cpu = Number(from); cpu <= Number(to); cpu++) {
      if (not) cpus.delete(cpu);
      else cpus.add(cpu);
    }
  }
  return [...cpus].sort((a, b) => a - b);
}

export function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
