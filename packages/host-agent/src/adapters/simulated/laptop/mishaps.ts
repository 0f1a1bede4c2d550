import { find, slotFunctions } from './drivers';
import { isWithHost } from './kernel';
import type { LaptopState } from './state';

/** What goes wrong on a laptop without anybody having written anything. */

/** How the card can be cured. */
export type GuestCrash = { readonly curedBy: 'reset' | 'finding-again' };

/** `true`: the kernel gives up on its power. `off-the-bus`: it is not there any more. */
export type LostInSleep = boolean | 'off-the-bus';

export function guestCrashed(state: LaptopState, { curedBy }: GuestCrash): void {
  state.groupOpen = null;
  const gpu = find(state, state.gpu);
  if (gpu && !isWithHost(state)) gpu.deaf = curedBy === 'reset' ? 'until-reset' : 'until-found-again';
}

export function lostInSleep(state: LaptopState, lost: LostInSleep): void {
  if (!lost) return;
  const gpu = find(state, state.gpu);
  if (!gpu) return;
  if (lost === 'off-the-bus') {
    for (const fn of slotFunctions(state)) Object.assign(fn, { present: false, driver: null });
    state.kernelLog.push(`pcieport ${gpu.parent}: Slot(1): Card not present`);
    return;
  }
  gpu.powerFailed = true;
  state.kernelLog.push(`pci ${state.gpu}: Unable to change power state from D3cold to D0, device inaccessible`);
}
