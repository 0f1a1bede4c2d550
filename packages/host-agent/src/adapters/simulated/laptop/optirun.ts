import { gpuDriver } from './drivers';
import { loadModule, unloadModule } from './kernel';
import type { SimulatedLaptop } from './laptop';
import type { LaptopState } from './state';
import { switchPower } from './switching';

const BBSWITCH = { backend: 'bbswitch', calls: null } as const;
/** In the order in which they can be removed. */
const CHAIN = ['nvidia_drm', 'nvidia_modeset', 'nvidia_uvm', 'nvidia'];
/** How long the program runs, milliseconds. */
const RUNS_MS = 700;

const REFUSED = '[ERROR]Cannot access secondary GPU - error:';
const TABLE = `Simulated: no GPU was asked.
+-----------------------------------------------------------------------+
| NVIDIA-SMI 535.183.01    Driver Version: 535.183.01    CUDA: 12.2     |
|-----------------------------------------------------------------------|
| GPU  Name                  Bus-Id             Temp      Memory-Usage  |
|   0  Quadro P5000          00000000:01:00.0    41C      6 / 16384 MiB |
+-----------------------------------------------------------------------+`;

/**
 * Bumblebee's way to the card: on, driver, program, and all of it back again. A card that any other driver has stays as it is.
 * @returns null when Bumblebee is not installed
 */
export async function optirun(laptop: SimulatedLaptop): Promise<{ ok: boolean; output: string } | null> {
  const daemon = laptop.state.services.find((service) => service.name === 'bumblebeed');
  if (!daemon) return null;
  if (!daemon.active) {
    return { ok: false, output: '[ERROR]The Bumblebee daemon has not been started yet or the socket path is wrong.' };
  }
  const refusal = laptop.change(bringUp);
  if (refusal) return { ok: false, output: `${REFUSED} ${refusal}` };
  await laptop.pause(RUNS_MS);
  laptop.change(takeDown);
  return { ok: true, output: TABLE };
}

/** @returns Bumblebee's words when the card does not come */
function bringUp(state: LaptopState): string | undefined {
  if (gpuDriver(state) === null) switchPower(state, 'on', BBSWITCH);
  if (state.power.card === 'off' || state.power.bbswitch.dangling) return 'Could not enable discrete graphics card';
  loadModule(state, 'nvidia');
  if (gpuDriver(state) === 'nvidia') return undefined;
  takeDown(state);
  return 'Could not load GPU driver';
}

function takeDown(state: LaptopState): void {
  for (const name of CHAIN) unloadModule(state, name);
  if (gpuDriver(state) === null) switchPower(state, 'off', BBSWITCH);
}
