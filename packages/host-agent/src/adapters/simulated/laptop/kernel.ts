import type { LaptopState, SimulatedFunction } from './state';

/** How the simulated laptop's kernel behaves: docs/kernel-notes.md, on plain state. */

const VFIO = 'vfio-pci';
/** Drivers that are modules here; all others are built in. */
const MODULE_OF: Readonly<Record<string, string>> = { nvidia: 'nvidia', [VFIO]: 'vfio_pci' };

export function find(state: LaptopState, address: string): SimulatedFunction | undefined {
  return state.functions.find((fn) => fn.address === address && fn.present);
}

function slotFunctions(state: LaptopState): SimulatedFunction[] {
  const slot = state.gpu.slice(0, -1);
  return state.functions.filter((fn) => fn.address.startsWith(slot));
}

function companionsOf(state: LaptopState): SimulatedFunction[] {
  return slotFunctions(state).filter((fn) => fn.address !== state.gpu);
}

/** Offers a driverless device to the drivers. Says nothing when none takes it, as the kernel. */
export function probe(state: LaptopState, fn: SimulatedFunction): void {
  if (fn.driver !== null || !fn.present) return;
  const driver = fn.driverOverride ?? fn.hostDriver;
  if (driver === null || !isAvailable(state, driver)) return;
  if (driver === VFIO && fn.iommuGroup === null) {
    state.kernelLog.push(`vfio-pci: probe of ${fn.address} failed with error -22`);
    return;
  }
  wakeUnrestored(state, fn);
  if (driver === 'nvidia' && fn.registersLost) {
    state.kernelLog.push(`NVRM: The NVIDIA GPU ${fn.address} ID mismatch`);
    return;
  }
  if (driver === 'snd_hda_intel' && fn.registersLost) {
    state.kernelLog.push(`snd_hda_intel ${fn.address}: no codecs found!`);
  }
  fn.driver = driver;
  // vfio lets an idle device sleep by itself (Linux 5.19 and later).
  if (driver === VFIO) fn.powerControl = 'auto';
}

/** A driver that is bound while the card is OFF wakes it without its registers. */
function wakeUnrestored(state: LaptopState, fn: SimulatedFunction): void {
  if (state.bbswitch.power === 'on' || !slotFunctions(state).includes(fn)) return;
  state.bbswitch.power = 'on';
  for (const each of slotFunctions(state)) each.registersLost = true;
}

export function unbind(fn: SimulatedFunction): void {
  if (fn.driver === VFIO) fn.powerControl = 'on';
  fn.driver = null;
}

/** Why taking the driver away would block the writer for ever: somebody still uses the device. */
export function blocksUnbind(state: LaptopState, fn: SimulatedFunction, groupOpen: boolean): string | undefined {
  if (fn.driver === VFIO && groupOpen) {
    state.kernelLog.push(`vfio-pci ${fn.address}: Relaying device request to user (#0)`);
    return 'vfio_unregister_group_dev';
  }
  if (fn.driver === 'nvidia' && fn.address === state.gpu && opens(state, '/dev/nvidia0')) {
    state.kernelLog.push(`NVRM: Attempting to remove device ${fn.address} with non-zero usage count!`);
    return 'os_delay';
  }
  return state.unbindHangs && slotFunctions(state).includes(fn) ? 'device_release_driver' : undefined;
}

export function remove(state: LaptopState, fn: SimulatedFunction): void {
  unbind(fn);
  fn.present = false;
  if (fn.address === state.gpu && state.bbswitch.power === 'off') state.bbswitch.dangling = true;
}

/** What was removed comes back as new, with its registers set up and its driver bound. */
export function rescan(state: LaptopState, port: string): void {
  for (const fn of state.functions.filter((each) => each.parent === port && !each.present)) {
    if (state.bbswitch.power === 'off' && slotFunctions(state).includes(fn)) continue;
    Object.assign(fn, {
      present: true,
      registersLost: false,
      driverOverride: null,
      powerControl: 'on',
      d3coldAllowed: true,
    });
    probe(state, fn);
  }
}

/** The write itself always succeeds; the log and the read-back tell. */
export function switchPower(state: LaptopState, to: 'on' | 'off'): void {
  const { bbswitch, kernelLog, gpu } = state;
  if (bbswitch.dangling || bbswitch.power === to) return;
  const driver = find(state, gpu)?.driver;
  if (to === 'off' && driver) {
    kernelLog.push(`bbswitch: device ${gpu} is in use by driver '${driver}', refusing OFF`);
    return;
  }
  kernelLog.push(`bbswitch: ${to === 'on' ? 'enabling' : 'disabling'} discrete graphics`);
  if (bbswitch.refuses) {
    kernelLog.push(
      to === 'on'
        ? `pci ${gpu}: Refused to change power state, currently in D3`
        : 'bbswitch: The discrete card could not be disabled by a _DSM call',
    );
    return;
  }
  bbswitch.power = to;
  // bbswitch saves and restores the configuration of function 0 alone.
  for (const fn of companionsOf(state)) fn.registersLost = true;
}

export function useCount(state: LaptopState, name: string): number {
  const module = state.modules[name];
  if (!module) return 0;
  return usersOf(state, name).length + module.otherUsers + (opensModule(state, name) ? 1 : 0);
}

export function usersOf(state: LaptopState, name: string): string[] {
  return Object.entries(state.modules).flatMap(([user, each]) =>
    each.loaded && each.needs.includes(name) ? [user] : [],
  );
}

/** Loads what it needs too, then every driverless device it knows is its. */
export function loadModule(state: LaptopState, name: string): void {
  const module = state.modules[name];
  if (!module || module.loaded) return;
  for (const need of module.needs) loadModule(state, need);
  module.loaded = true;
  for (const fn of state.functions) if (MODULE_OF[fn.driverOverride ?? fn.hostDriver ?? ''] === name) probe(state, fn);
}

/** `modprobe -r` takes unused modules that it needed along (modprobe(8)). */
export function unloadModule(state: LaptopState, name: string): void {
  const module = state.modules[name];
  if (!module?.loaded || useCount(state, name) > 0) return;
  module.loaded = false;
  for (const fn of state.functions) if (fn.driver !== null && MODULE_OF[fn.driver] === name) unbind(fn);
  for (const need of module.needs) unloadModule(state, need);
}

function isAvailable(state: LaptopState, driver: string): boolean {
  const name = MODULE_OF[driver];
  return name === undefined || state.modules[name]?.loaded === true;
}

const MODULE_NODES: Readonly<Record<string, RegExp>> = {
  nvidia: /^\/dev\/nvidia(ctl|[0-9]+)$/,
  nvidia_uvm: /^\/dev\/nvidia-uvm/,
  nvidia_modeset: /^\/dev\/nvidia-modeset$/,
  nvidia_drm: /^\/dev\/dri\//,
};

function opensModule(state: LaptopState, name: string): boolean {
  const nodes = MODULE_NODES[name];
  return nodes !== undefined && state.processes.some((process) => process.opens.some((path) => nodes.test(path)));
}

function opens(state: LaptopState, node: string): boolean {
  return state.processes.some((process) => process.opens.includes(node));
}
