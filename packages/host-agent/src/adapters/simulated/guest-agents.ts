import type { GpuReadings } from '@baton/model/telemetry/sample';
import type { GuestAgents, GuestRun } from '../../ports/guest-agents';

export interface SimulatedGuestParts {
  /** The machine that has the simulated card; null = none. */
  readonly holder: () => string | null;
  /** What a driver inside that machine would measure. */
  readonly readings: () => GpuReadings;
}

/**
 * The guests' real agents; but a guest that has the simulated card answers to `nvidia-smi`, as one with the real card would: the demo
 * guest runs no programs.
 */
export function simulatedGuestAgents(real: GuestAgents, { holder, readings }: SimulatedGuestParts): GuestAgents {
  return {
    ...real,
    osOf: async (id) => (await real.osOf(id)) ?? (holder() === id ? 'linux' : null),
    run: async (id, program) => {
      const asks = program.path === 'nvidia-smi' && holder() === id;
      return asks ? answerOf(readings(), program.args) : real.run(id, program);
    },
  };
}

/** nvidia-smi's fields, by our names for them. */
const FIELDS: Readonly<Record<string, (readings: GpuReadings) => number | null>> = {
  'temperature.gpu': (readings) => readings.temperatureC,
  'utilization.gpu': (readings) => readings.utilizationPercent,
  'utilization.memory': (readings) => readings.memoryBusyPercent,
  'memory.used': (readings) => readings.memoryUsedMiB,
  'memory.total': (readings) => readings.memoryTotalMiB,
  'power.draw': (readings) => watts(readings.powerMilliwatts),
  'power.limit': (readings) => watts(readings.powerLimitMilliwatts),
  'clocks.gr': (readings) => readings.clockMHz,
  'clocks.mem': (readings) => readings.memoryClockMHz,
  'fan.speed': (readings) => readings.fanPercent,
  'pcie.link.gen.current': (readings) => readings.pcieGeneration,
  'pcie.link.width.current': (readings) => readings.pcieWidth,
};

function answerOf(readings: GpuReadings, args: readonly string[]): GuestRun {
  const query = args.find((argument) => argument.startsWith('--query-gpu='))?.slice('--query-gpu='.length) ?? '';
  const unknown = query.split(',').find((field) => FIELDS[field] === undefined);
  if (unknown !== undefined) {
    return { exitCode: 2, stdout: `Field "${unknown}" is not a valid field to query.\n\n`, stderr: '' };
  }
  const cells = query.split(',').map((field) => FIELDS[field]?.(readings) ?? '[N/A]');
  return { exitCode: 0, stdout: `${cells.join(', ')}\n`, stderr: '' };
}

function watts(milliwatts: number | null): number | null {
  return milliwatts === null ? null : milliwatts / 1000;
}
