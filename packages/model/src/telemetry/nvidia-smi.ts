import type { GpuBlindReason, GpuProcess, GpuReadings } from './sample';

const FIELDS = [
  'temperature.gpu',
  'utilization.gpu',
  'utilization.memory',
  'memory.used',
  'memory.total',
  'power.draw',
  'power.limit',
  'clocks.gr',
  'clocks.mem',
  'fan.speed',
  'pcie.link.gen.current',
  'pcie.link.width.current',
] as const;
type Field = (typeof FIELDS)[number];

const FORMAT = '--format=csv,noheader,nounits';

/** The arguments that ask for one card, by its PCI address; without one, for the first. nvidia-smi(1), "Query GPU". */
export function nvidiaSmiArguments(address?: string): string[] {
  return [`--query-gpu=${FIELDS.join(',')}`, FORMAT, ...(address === undefined ? [] : ['-i', address])];
}

/**
 * Reads one line of CSV. What a card does not know is `[N/A]`, `[Not Supported]`, `[Unknown Error]` or
 * `[Insufficient Permissions]`, with or without brackets by version: all of it is null. null = no such line.
 */
export function parseNvidiaSmi(output: string): GpuReadings | null {
  const line = output.split('\n').find((each) => each.split(',').length === FIELDS.length);
  if (line === undefined) return null;
  const values = line.split(',').map(parseNumber);
  const of = (field: Field): number | null => values[FIELDS.indexOf(field)] ?? null;
  return {
    temperatureC: of('temperature.gpu'),
    utilizationPercent: of('utilization.gpu'),
    memoryBusyPercent: of('utilization.memory'),
    memoryUsedMiB: of('memory.used'),
    memoryTotalMiB: of('memory.total'),
    powerMilliwatts: milliwatts(of('power.draw')),
    powerLimitMilliwatts: milliwatts(of('power.limit')),
    clockMHz: of('clocks.gr'),
    memoryClockMHz: of('clocks.mem'),
    fanPercent: of('fan.speed'),
    pcieGeneration: of('pcie.link.gen.current'),
    pcieWidth: of('pcie.link.width.current'),
  };
}

/** The arguments that ask which processes use the card, compute and graphics. nvidia-smi(1), "Process Monitoring". */
export function nvidiaProcessArguments(address: string): string[] {
  return ['pmon', '-c', '1', '-s', 'um', '-i', address];
}

/**
 * Reads the table of `pmon` by its header: which columns there are depends on the version. `-` is missing, and a row of dashes is no
 * process. null = no such table.
 */
export function parseNvidiaProcesses(output: string): readonly GpuProcess[] | null {
  const lines = output.split('\n');
  const header = lines.find((line) => /^#\s*gpu\s/.test(line));
  if (header === undefined) return null;
  const names = header.replace('#', ' ').trim().split(/\s+/);
  const at = (name: string) => names.indexOf(name);
  return lines.flatMap((line): GpuProcess[] => {
    if (line.startsWith('#') || line.trim() === '') return [];
    const cells = line.trim().split(/\s+/);
    const cell = (name: string): string => cells[at(name)] ?? '-';
    const pid = parseNumber(cell('pid'));
    if (pid === null) return [];
    return [
      {
        pid,
        // The command is last, and its name may have spaces.
        name: cells.slice(at('command')).join(' '),
        memoryMiB: parseNumber(cell('fb')),
        utilizationPercent: parseNumber(cell('sm')),
      },
    ];
  });
}

/** Why it told nothing, by its exit code: the return codes of NVML. */
export function nvidiaSmiReason(exitCode: number | null | undefined): GpuBlindReason {
  // 6: no devices were found, 9: the driver is not loaded.
  return exitCode === 6 || exitCode === 9 ? 'no-driver' : 'unsupported';
}

function parseNumber(field: string): number | null {
  const text = field.trim();
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}

function milliwatts(watts: number | null): number | null {
  return watts === null ? null : Math.round(watts * 1000);
}
