import type { Displays } from '../../../ports/displays';
import { isWithHost } from './kernel';
import type { SimulatedLaptop } from './laptop';

/** The connectors and the text console of the simulated GPU: there is nothing of them without a host driver. */
export function simulatedDisplays(laptop: SimulatedLaptop): Displays {
  return {
    connectors: async () => (isWithHost(laptop.state) ? laptop.state.connectors : []),
    console: async () => (isWithHost(laptop.state) ? laptop.state.console : null),
    setConsole: (id, to) =>
      laptop.write({
        operation: 'console',
        address: id,
        deed: (state) => {
          if (state.console?.id !== id) return 'No such file or directory';
          // Without a framebuffer there is nothing to draw on.
          if (to === 'bound' && !isWithHost(state)) return 'No such device';
          state.console.bound = to === 'bound';
          return undefined;
        },
      }),
  };
}
