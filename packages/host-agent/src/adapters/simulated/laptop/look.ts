import { type PciAddress, pciAddress } from '@baton/model/pci/address';
import type { PciFunction, PciPowerState, RuntimeStatus } from '@baton/model/pci/function';
import { find } from './kernel';
import type { LaptopState, SimulatedFunction } from './state';

/** What sysfs would show of every function that is on the bus. */
export function look(state: LaptopState, groupOpen: boolean): readonly PciFunction[] {
  return state.functions
    .filter((fn) => fn.present)
    .sort((a, b) => a.address.localeCompare(b.address))
    .map((fn) => toFunction(state, fn, groupOpen));
}

function toFunction(state: LaptopState, fn: SimulatedFunction, groupOpen: boolean): PciFunction {
  const asleep = isAsleep(state, fn, groupOpen);
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
    powerState: powerState(fn, asleep),
    runtimeStatus: (asleep ? 'suspended' : 'active') satisfies RuntimeStatus,
    powerControl: fn.powerControl,
    d3coldAllowed: fn.d3coldAllowed,
    resetMethods: fn.resetMethods,
    parent: fn.parent === null ? null : (pciAddress(fn.parent) satisfies PciAddress),
  };
}

/** A driverless device has nobody who would put it into D3: suspended, and yet D0 (docs/kernel-notes.md). */
function powerState(fn: SimulatedFunction, asleep: boolean): PciPowerState {
  return asleep && fn.driver !== null ? 'D3hot' : 'D0';
}

function isAsleep(state: LaptopState, fn: SimulatedFunction, groupOpen: boolean): boolean {
  if (fn.powerControl === 'on') return false;
  if (fn.driver === 'vfio-pci') return !groupOpen;
  if (fn.driver === 'nvidia' || fn.driver === 'i915') return false;
  if (fn.driver === 'snd_hda_intel' || fn.driver === null) return true;
  const children = state.functions.filter((each) => each.parent === fn.address && find(state, each.address));
  return children.length > 0 && children.every((child) => isAsleep(state, child, groupOpen));
}
