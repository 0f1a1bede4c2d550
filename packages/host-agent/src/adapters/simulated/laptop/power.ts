import type { PowerMeans, PowerState } from '@baton/model/power/backend';
import type { PowerSwitch } from '../../../ports/power-switch';
import { find } from './drivers';
import type { SimulatedLaptop } from './laptop';
import { powerStateOf } from './look';
import { hasSwitcheroo, switchPower } from './switching';

/** The power switches of the simulated laptop: bbswitch, vga_switcheroo and acpi_call, whichever it has. */
export function simulatedPower(laptop: SimulatedLaptop): PowerSwitch {
  const state = ({ backend }: PowerMeans): PowerState => {
    const { power } = laptop.state;
    const answers =
      (backend === 'bbswitch' && power.bbswitch.present && !power.bbswitch.dangling) ||
      (backend === 'vga-switcheroo' && hasSwitcheroo(laptop.state)) ||
      // By its configuration: all ones when it is off.
      (backend === 'acpi-call' && power.acpiCall);
    return answers ? power.card : 'unknown';
  };
  return {
    evidence: async (gpu) => {
      const { power } = laptop.state;
      const fn = find(laptop.state, gpu);
      const powerState = fn && powerStateOf(laptop.state, fn, laptop.isGroupOpen());
      return {
        bbswitch: power.bbswitch.present,
        switcheroo: hasSwitcheroo(laptop.state),
        acpiCall: power.acpiCall,
        portPmOff: power.portPmOff,
        portPowerResources: power.portPowerResources,
        // NVIDIA's driver is asked while the card is awake only.
        driverRuntimePm: fn?.driver === 'nvidia' && powerState === 'D0' ? power.driverRuntimePm : null,
        reachedD3cold: powerState === 'D3cold',
      };
    },
    state: async (_, means) => state(means),
    switchTo: async (to, gpu, means) => {
      const before = laptop.state.kernelLog.length;
      await laptop.write({
        operation: 'switch-power',
        address: gpu,
        deed: (laptopState) => switchPower(laptopState, to, means),
      });
      return { state: state(means), words: laptop.state.kernelLog.slice(before).join('\n') };
    },
  };
}
