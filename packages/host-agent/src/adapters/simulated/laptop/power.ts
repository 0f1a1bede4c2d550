import type { PowerSwitch } from '../../../ports/power-switch';
import { switchPower } from './kernel';
import type { SimulatedLaptop } from './laptop';

/** The simulated laptop's bbswitch. */
export function simulatedPower(laptop: SimulatedLaptop): PowerSwitch {
  const state = () => {
    const { present, power, dangling } = laptop.state.bbswitch;
    return present && !dangling ? power : 'unknown';
  };
  return {
    backend: async () => (laptop.state.bbswitch.present ? 'bbswitch' : 'none'),
    state: async () => state(),
    switchTo: async (to, gpu) => {
      const before = laptop.state.kernelLog.length;
      await laptop.write({
        operation: 'switch-power',
        address: gpu,
        deed: (laptopState) => void switchPower(laptopState, to),
      });
      return { state: state(), words: laptop.state.kernelLog.slice(before).join('\n') };
    },
  };
}
