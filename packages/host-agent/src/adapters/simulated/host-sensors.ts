import type { HostPower } from '../../ports/host-power';
import type { HostSensors } from '../../ports/sensors';

/** The real host's sensors, with the simulated laptop's battery: what the guard sees is what the pages show. */
export function simulatedHostSensors(real: HostSensors, supply: HostPower): HostSensors {
  return {
    ...real,
    read: async () => {
      const [reading, battery] = await Promise.all([real.read(), supply.battery()]);
      return { ...reading, battery: battery && { percent: battery.percent, charging: battery.onMains } };
    },
  };
}
