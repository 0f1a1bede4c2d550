/**
 * A list of CPUs as the kernel writes it: `0-3,8`.
 * @throws RangeError when it is none
 */
export function parseCpuList(text: string): readonly number[] {
  const cpus = text
    .trim()
    .split(',')
    .filter(Boolean)
    .flatMap((part) => {
      const range = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part.trim());
      if (!range) throw new RangeError(`not a list of CPUs: ${JSON.stringify(text)}`);
      const [from, to] = [Number(range[1]), Number(range[2] ?? range[1])];
      return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
    });
  return [...new Set(cpus)].sort((a, b) => a - b);
}

export function formatCpuList(cpus: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const cpu of [...new Set(cpus)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last[1] === cpu - 1) last[1] = cpu;
    else runs.push([cpu, cpu]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}
