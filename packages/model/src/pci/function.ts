import type { PciAddress } from './address';

/** Runtime power state as sysfs `power_state` names it; `unknown` when the file is absent. */
export type PciPowerState = 'D0' | 'D1' | 'D2' | 'D3hot' | 'D3cold' | 'unknown';

/** sysfs `power/runtime_status`. `error` means that the kernel gave up on the device. */
export type RuntimeStatus = 'active' | 'suspended' | 'suspending' | 'resuming' | 'error' | 'unsupported';

/**
 * What one PCI function looks like without waking it: every fact comes from a cached sysfs attribute
 * (`vendor`, `class`, `driver`, `power_state`, ...), never from `config`, link speeds or `rom`.
 */
export interface PciFunction {
  readonly address: PciAddress;
  /** Four hex digits, lower case, no prefix: `10de`. */
  readonly vendorId: string;
  readonly deviceId: string;
  readonly subsystemVendorId: string;
  readonly subsystemDeviceId: string;
  /** 24-bit class code: 0x030000 VGA, 0x030200 3D controller, 0x040300 audio, 0x0604xx bridge. */
  readonly classCode: number;
  /** Name for people, from pci.ids. */
  readonly name: string;
  readonly driver: string | null;
  /** null when unset (the kernel prints `(null)`). */
  readonly driverOverride: string | null;
  readonly iommuGroup: number | null;
  /** True when firmware used this function for the boot display. */
  readonly bootVga: boolean;
  readonly powerState: PciPowerState;
  readonly runtimeStatus: RuntimeStatus;
  /** sysfs `power/control`: `on` keeps it awake, `auto` lets it suspend. */
  readonly powerControl: 'on' | 'auto' | null;
  readonly d3coldAllowed: boolean | null;
  /** sysfs `reset_method`, in kernel order; empty when the device cannot be reset. */
  readonly resetMethods: readonly string[];
  /** The bridge above, or null on the root bus. */
  readonly parent: PciAddress | null;
}

/** The base class (upper byte): 0x03 display, 0x04 multimedia, 0x06 bridge... (PCI Code and ID Assignment). */
export function baseClass(fn: Pick<PciFunction, 'classCode'>): number {
  return fn.classCode >> 16;
}

export function isDisplay(fn: Pick<PciFunction, 'classCode'>): boolean {
  return baseClass(fn) === 0x03;
}

/** Bridges stay on pcieport and never count against a group's viability (kernel vfio.rst). */
export function isBridge(fn: Pick<PciFunction, 'classCode'>): boolean {
  return baseClass(fn) === 0x06;
}
