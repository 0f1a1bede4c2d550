import type { GpuBlindReason, GpuReadings } from '@baton/model/telemetry/sample';

const FIELDS = ['temperature.gpu', 'utilization.gpu', 'power.draw', 'memory.used', 'memory.total'] as const;

/** The arguments that ask for one card, by its PCI address. nvidia-smi(1), "Query GPU". */
export function nvidiaSmiArguments(address: string): string[] {
  return [`--query-gpu=${FIELDS.join(',')}`, '--format=csv,noheader,nounits', '-i', address];
}

/**
 * Reads one line of CSV. What a card does not know is `[N/A]`, `[Not Supported]`, `[Unknown Error]` or
 * `[Insufficient Permissions]`, with or without brackets by version: all of it is null. null = no such line.
 */
export function parseNvidiaSmi(output: string): GpuReadings | null {
  const line = output.split('\n').find((each) => each.split(',').length === FIELDS.length);
  if (line === undefined) return null;
  const [temperatureC, utilizationPercent, watts, memoryUsedMiB, memoryTotalMiB] = line.split(',').map(parseNumber);
  return {
    temperatureC: temperatureC ?? null,
    utilizationPercent: utilizationPercent ?? null,
    powerMilliwatts: watts == null ? null : Math.round(watts * 1000),
    memoryUsedMiB: memoryUsedMiB ?? null,
    memoryTotalMiB: memoryTotalMiB ?? null,
  };
}

/** Why it told nothing, by its exit code: the return codes of NVML. */
export function nvidiaSmiReason(exitCode: number | undefined): GpuBlindReason {
  // 6: no devices were found, 9: the driver is not loaded.
  return exitCode === 6 || exitCode === 9 ? 'no-driver' : 'unsupported';
}

function parseNumber(field: string): number | null {
  const text = field.trim();
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}
