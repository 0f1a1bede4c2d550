import { find, gpuDriver, MODULE_OF, slotFunctions, takerOf, VFIO } from './drivers';
import type { LaptopState, SimulatedFunction } from './state';
import { isOpen, useCount } from './users';

/** How the simulated laptop's kernel behaves: docs/kernel-notes.md, on plain state. */

/** Offers a driverless device to the drivers. Says nothing when none takes it, as the kernel. */
export function probe(state: LaptopState, fn: SimulatedFunction): void {
  if (fn.driver !== null || !fn.present) return;
  const driver = takerOf(state, fn);
  if (driver === null) return;
  if (driver === VFIO && fn.iommuGroup === null) {
    state.kernelLog.push(`vfio-pci: probe of ${fn.address} failed with error -22`);
    return;
  }
  wakeUnrestored(state, fn);
  const refusal = driver === VFIO ? undefined : cannotStart(fn, driver);
  if (refusal) state.kernelLog.push(refusal);
  // Sound without codecs is bound all the same; a GPU's driver gives up.
  if (refusal && fn.address === state.gpu) return;
  fn.driver = driver;
  // vfio lets an idle device sleep by itself (Linux 5.19 and later); so does the udev rule of a driver that can.
  if (driver === VFIO || (driver === 'nvidia' && state.power.driverRuntimePm)) fn.powerControl = 'auto';
  // The only framebuffer is taken by the text console as it appears.
  if (state.console && fn.address === state.gpu && driver !== VFIO) state.console.bound = true;
}

/** What a host driver says of a device that does not answer. */
function cannotStart({ address, registersLost, deaf }: SimulatedFunction, driver: string): string | undefined {
  if (driver === 'snd_hda_intel') return registersLost ? `snd_hda_intel ${address}: no codecs found!` : undefined;
  if (registersLost) return driver === 'nvidia' ? `NVRM: The NVIDIA GPU ${address} ID mismatch` : dead(address, driver);
  if (deaf === 'no') return undefined;
  return driver === 'nvidia' ? `NVRM: GPU ${address}: RmInitAdapter failed! (0x26:0x56:1474)` : dead(address, driver);
}

const dead = (address: string, driver: string): string => `${driver} ${address}: unknown chipset (ffffffff)`;

/** A driver that is bound while the card is off wakes it without its registers. */
function wakeUnrestored(state: LaptopState, fn: SimulatedFunction): void {
  if (state.power.card === 'on' || !slotFunctions(state).includes(fn)) return;
  state.power.card = 'on';
  for (const each of slotFunctions(state)) each.registersLost = true;
}

export function unbind(state: LaptopState, fn: SimulatedFunction): void {
  if (fn.driver === VFIO) fn.powerControl = 'on';
  // An open driver lets go at once; who had the card open keeps a node that leads nowhere.
  if (fn.driver === 'nouveau' && fn.address === state.gpu) state.processes = [];
  if (state.console && fn.address === state.gpu) state.console.bound = false;
  fn.driver = null;
}

/** Why taking the driver away would block the writer for ever: somebody still uses the device. */
export function blocksUnbind(state: LaptopState, fn: SimulatedFunction, groupOpen: boolean): string | undefined {
  if (fn.driver === null) return undefined;
  if (fn.driver === VFIO && groupOpen) {
    state.kernelLog.push(`vfio-pci ${fn.address}: Relaying device request to user (#0)`);
    return 'vfio_unregister_group_dev';
  }
  if (fn.driver === 'nvidia' && fn.address === state.gpu && isOpen(state, '/dev/nvidia0')) {
    state.kernelLog.push(`NVRM: Attempting to remove device ${fn.address} with non-zero usage count!`);
    return 'os_delay';
  }
  return state.unbindHangs && slotFunctions(state).includes(fn) ? 'device_release_driver' : undefined;
}

/** The first reset method that works: a bus is not reset under a second device. It sets no registers up again. @returns the kernel's refusal */
export function reset(state: LaptopState, fn: SimulatedFunction): string | undefined {
  const alone = state.functions.filter((each) => each.present && each.parent === fn.parent).length === 1;
  if (!fn.resetMethods.some((method) => method !== 'bus' || alone)) return 'Inappropriate ioctl for device';
  if (fn.deaf === 'until-reset') fn.deaf = 'no';
  return undefined;
}

export function remove(state: LaptopState, fn: SimulatedFunction): void {
  unbind(state, fn);
  fn.present = false;
  if (fn.address === state.gpu && state.power.bbswitch.present) state.power.bbswitch.dangling = true;
}

/** What was removed comes back as new, with its registers set up and its driver bound. */
export function rescan(state: LaptopState, port: string): void {
  for (const fn of state.functions.filter((each) => each.parent === port && !each.present)) {
    const ofCard = slotFunctions(state).includes(fn);
    if (state.power.card === 'off' && ofCard) continue;
    Object.assign(fn, {
      present: true,
      registersLost: false,
      deaf: 'no',
      powerFailed: false,
      driverOverride: null,
      powerControl: 'on',
      d3coldAllowed: true,
    });
    probe(state, fn);
    if (ofCard && fn.address !== state.gpu && state.others.udevRule) remove(state, fn);
  }
}

/** Loads what it needs too, then every driverless device it knows is its. */
export function loadModule(state: LaptopState, name: string): void {
  const module = state.modules[name];
  if (!module || module.loaded) return;
  for (const need of module.needs) loadModule(state, need);
  module.loaded = true;
  for (const fn of state.functions) if (MODULE_OF[takerOf(state, fn) ?? ''] === name) probe(state, fn);
}

/** `modprobe -r` takes unused modules that it needed along (modprobe(8)). */
export function unloadModule(state: LaptopState, name: string): void {
  const module = state.modules[name];
  if (!module?.loaded || useCount(state, name) > 0) return;
  module.loaded = false;
  for (const fn of state.functions) if (fn.driver !== null && MODULE_OF[fn.driver] === name) unbind(state, fn);
  for (const need of module.needs) unloadModule(state, need);
}

/** The group's file, made anew for root whenever vfio-pci gets the group. */
export function hasVfioNode(state: LaptopState): boolean {
  const group = find(state, state.gpu)?.iommuGroup ?? null;
  return group !== null && state.functions.some((fn) => fn.present && fn.driver === VFIO && fn.iommuGroup === group);
}

/** Whether a host driver has function 0: then its nodes and its framebuffer are there. */
export function isWithHost(state: LaptopState): boolean {
  const driver = gpuDriver(state);
  return driver !== null && driver !== VFIO;
}
