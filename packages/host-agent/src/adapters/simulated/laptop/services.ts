import { GPU_SERVICES, type GpuServiceName, isActive } from '@baton/model/host/service';
import type { SystemServices } from '../../../ports/services';
import { gpuDriver } from './drivers';
import type { SimulatedLaptop } from './laptop';
import type { LaptopState } from './state';
import { switchPower } from './switching';

/** The simulated laptop's system services that have to do with the GPU. */
export function simulatedServices(laptop: SimulatedLaptop): SystemServices {
  const set = (name: GpuServiceName, active: boolean): Promise<void> =>
    laptop.write({ operation: 'service', address: name, deed: (state) => setService(state, name, active) });
  return {
    states: async () => GPU_SERVICES.map((name) => ({ name, active: isActive(laptop.state.services, name) })),
    start: (name) => set(name, true),
    stop: (name) => set(name, false),
  };
}

/** @returns systemd's refusal */
function setService(state: LaptopState, name: GpuServiceName, active: boolean): string | undefined {
  const service = state.services.find((each) => each.name === name);
  // One that is not installed is stopped already.
  if (!service) return active ? `Failed to start ${name}.service: Unit ${name}.service not found.` : undefined;
  if (service.active === active) return undefined;
  if (active && name === 'bumblebeed') tidyUp(state);
  // NVIDIA's own daemons end at once when they find no card.
  if (active && name !== 'bumblebeed' && gpuDriver(state) !== 'nvidia') {
    return `Job for ${name}.service failed because the control process exited with error code.`;
  }
  service.active = active;
  return undefined;
}

/** Bumblebee's daemon switches a card off that nobody has, as it starts. */
function tidyUp(state: LaptopState): void {
  if (gpuDriver(state) === null) switchPower(state, 'off', { backend: 'bbswitch', calls: null });
}
