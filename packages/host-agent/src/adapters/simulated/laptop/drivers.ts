import type { LaptopState, SimulatedFunction } from './state';

/** What the simulated laptop's kernel knows of drivers and of the devices on its bus. */

export const VFIO = 'vfio-pci';
/** Drivers that are modules here; all others are built in. */
export const MODULE_OF: Readonly<Record<string, string>> = {
  nvidia: 'nvidia',
  nouveau: 'nouveau',
  [VFIO]: 'vfio_pci',
};

export function find(state: LaptopState, address: string): SimulatedFunction | undefined {
  return state.functions.find((fn) => fn.address === address && fn.present);
}

/** The driver of function 0; null without one, or without function 0. */
export function gpuDriver(state: LaptopState): string | null {
  return find(state, state.gpu)?.driver ?? null;
}

export function slotFunctions(state: LaptopState): SimulatedFunction[] {
  const slot = state.gpu.slice(0, -1);
  return state.functions.filter((fn) => fn.address.startsWith(slot));
}

export function companionsOf(state: LaptopState): SimulatedFunction[] {
  return slotFunctions(state).filter((fn) => fn.address !== state.gpu);
}

/** Which loaded driver would take the device: an override is the only one that may; ids given to vfio-pci come last. */
export function takerOf(state: LaptopState, fn: SimulatedFunction): string | null {
  if (fn.driverOverride !== null) return isAvailable(state, fn.driverOverride) ? fn.driverOverride : null;
  if (fn.hostDriver !== null && isAvailable(state, fn.hostDriver)) return fn.hostDriver;
  const isNamed = state.others.staticVfio?.ids.includes(`${fn.vendorId}:${fn.deviceId}`);
  return isNamed && isAvailable(state, VFIO) ? VFIO : null;
}

function isAvailable(state: LaptopState, driver: string): boolean {
  const name = MODULE_OF[driver];
  return name === undefined || state.modules[name]?.loaded === true;
}
