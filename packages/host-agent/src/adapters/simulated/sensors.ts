import type { Clock } from '../../ports/clock';
import type { GpuReading, GpuSensors } from '../../ports/sensors';
import type { SimulatedGpuReading } from './laptop/blind';

/** The simulated card's sensors: they follow its load, and are blind when a real host's would be. */
export function simulatedGpuSensors(
  laptop: { gpuReadings(): SimulatedGpuReading },
  clock: Pick<Clock, 'now'>,
): GpuSensors {
  return {
    read: async (): Promise<GpuReading> => ({ at: clock.now(), ...laptop.gpuReadings() }),
    hush: () => undefined,
  };
}
