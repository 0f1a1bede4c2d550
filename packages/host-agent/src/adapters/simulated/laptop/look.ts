import { type PciAddress, pciAddress } from '@baton/model/pci/address';
import type { PciFunction, PciPowerState, RuntimeStatus } from '@baton/model/pci/function';
import { find, VFIO } from './drivers';
import type { LaptopState, SimulatedFunction } from './state';
import { usersOfCard } from './users';

/** What sysfs would show of every function that is on the bus. Nothing here wakes anything. */
export function look(state: LaptopState, groupOpen: boolean): readonly PciFunction[] {
  return state.functions
    .filter((fn) => fn.present)
    .sort((a, b) => a.address.localeCompare(b.address))
    .map((fn) => toFunction(state, fn, groupOpen));
}

function toFunction(state: LaptopState, fn: SimulatedFunction, groupOpen: boolean): PciFunction {
  return {
    address: pciAddress(fn.address),
    vendorId: fn.vendorId,
    deviceId: fn.deviceId,
    subsystemVendorId: fn.subsystemVendorId,
    subsystemDeviceId: fn.subsystemDeviceId,
    classCode: fn.classCode,
    name: fn.name,
    driver: fn.driver,
    driverOverride: fn.driverOverride,
    iommuGroup: fn.iommuGroup,
    bootVga: fn.bootVga,
    powerState: powerStateOf(state, fn, groupOpen),
    runtimeStatus: runtimeStatusOf(state, fn, groupOpen),
    powerControl: fn.powerControl,
    d3coldAllowed: fn.d3coldAllowed,
    resetMethods: fn.resetMethods,
    parent: fn.parent === null ? null : (pciAddress(fn.parent) satisfies PciAddress),
  };
}

function runtimeStatusOf(state: LaptopState, fn: SimulatedFunction, groupOpen: boolean): RuntimeStatus {
  if (fn.powerFailed) return 'error';
  return isAsleep(state, fn, groupOpen) ? 'suspended' : 'active';
}

/**
 * A driverless device has nobody who would put it into D3: suspended, and yet D0. Where the port can take the power away,
 * all that sleeps behind it is cold (docs/kernel-notes.md, Looking without waking).
 */
export function powerStateOf(state: LaptopState, fn: SimulatedFunction, groupOpen: boolean): PciPowerState {
  if (fn.powerFailed) return 'D3cold';
  // vga_switcheroo's client puts the card away by itself.
  if (fn.address === state.gpu && fn.driver === 'nouveau' && state.power.card === 'off') return 'D3hot';
  if (!isAsleep(state, fn, groupOpen)) return 'D0';
  if (isCold(state, fn, groupOpen)) return 'D3cold';
  return fn.driver === null ? 'D0' : 'D3hot';
}

/** The GPU's port takes the power away from all that is behind it, once it sleeps itself. */
function isCold(state: LaptopState, fn: SimulatedFunction, groupOpen: boolean): boolean {
  const portAddress = find(state, state.gpu)?.parent;
  if (!portAddress || !state.power.portPowerResources) return false;
  if (fn.address !== portAddress && fn.parent !== portAddress) return false;
  const port = find(state, portAddress);
  if (!port || !isAsleep(state, port, groupOpen)) return false;
  return [port, ...behind(state, port)].every((each) => each.d3coldAllowed);
}

/** Whether runtime power management has suspended it. */
export function isAsleep(state: LaptopState, fn: SimulatedFunction, groupOpen: boolean): boolean {
  if (fn.powerControl === 'on') return false;
  switch (fn.driver) {
    case VFIO:
      return !groupOpen;
    case 'nvidia':
      return state.power.driverRuntimePm && fn.address === state.gpu && isUnused(state);
    case 'i915':
    case 'nouveau':
      return false;
    case 'snd_hda_intel':
    case null:
      return true;
    default: {
      const children = behind(state, fn);
      if (state.power.portPmOff || children.length === 0) return false;
      return children.every((child) => isAsleep(state, child, groupOpen));
    }
  }
}

function isUnused(state: LaptopState): boolean {
  return usersOfCard(state).length === 0 && !state.connectors.some((connector) => connector.enabled);
}

function behind(state: LaptopState, port: SimulatedFunction): readonly SimulatedFunction[] {
  return state.functions.filter((each) => each.parent === port.address && each.present);
}
