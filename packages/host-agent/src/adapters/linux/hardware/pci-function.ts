import { join } from 'node:path';
import { isPciAddress, type PciAddress } from '@baton/model/pci/address';
import { isDisplay, type PciFunction, type PciPowerState, type RuntimeStatus } from '@baton/model/pci/function';
import { readLinkNameNow, readLinkNow, readText, readTextNow } from './sysfs';

/** One function's facts; its name is added by who knows names. */
export type NamelessFunction = Omit<PciFunction, 'name'>;

/**
 * Reads attributes that the kernel serves from memory. Never `config`, link speeds, bus numbers of a port, `rom` or `vpd`:
 * they wake the card (docs/kernel-notes.md, Looking without waking). `driver_override` is read apart, because it takes
 * the device's lock.
 * Synchronously: the kernel answers each from memory and takes no lock of the device, and a bus of 64 functions has 800 of
 * them, which cost ten times as much through the thread pool.
 * @returns null when the function is not on the bus (any more).
 */
export function readFunction(devices: string, address: PciAddress): NamelessFunction | null {
  const folder = join(devices, address);
  const text = (name: string): string | null => readTextNow(`${folder}/${name}`);
  const [vendor, device, classCode] = [text('vendor'), text('device'), text('class')];
  if (vendor === null || device === null || classCode === null) return null;
  const group = readLinkNameNow(`${folder}/iommu_group`);
  const [subsystemVendor, subsystemDevice] = [text('subsystem_vendor'), text('subsystem_device')];
  // Display devices alone have it, and asking for what is not there costs most.
  const bootVga = isDisplay({ classCode: Number(classCode) }) ? text('boot_vga') : null;
  const [power, status, control] = [text('power_state'), text('power/runtime_status'), text('power/control')];
  const [d3cold, resets] = [text('d3cold_allowed'), text('reset_method')];
  return {
    address,
    vendorId: hex(vendor),
    deviceId: hex(device),
    subsystemVendorId: hex(subsystemVendor ?? '0x0000'),
    subsystemDeviceId: hex(subsystemDevice ?? '0x0000'),
    classCode: Number(classCode),
    driver: readLinkNameNow(`${folder}/driver`),
    driverOverride: null,
    iommuGroup: group === null ? null : Number(group),
    bootVga: bootVga === '1',
    powerState: oneOf(POWER_STATES, power) ?? 'unknown',
    runtimeStatus: oneOf(RUNTIME_STATES, status) ?? 'unsupported',
    powerControl: oneOf(['on', 'auto'] as const, control) ?? null,
    d3coldAllowed: d3cold === null ? null : d3cold === '1',
    resetMethods: resets ? resets.split(/\s+/) : [],
    parent: parentOf(readLinkNow(folder)),
  };
}

/** @returns null when unset: the kernel then prints `(null)`. */
export async function readOverride(devices: string, address: PciAddress): Promise<string | null> {
  const text = await readText(join(devices, address, 'driver_override'));
  return text === null || text === '(null)' || text === '' ? null : text;
}

const POWER_STATES = ['D0', 'D1', 'D2', 'D3hot', 'D3cold'] as const satisfies readonly PciPowerState[];
const RUNTIME_STATES = [
  'active',
  'suspended',
  'suspending',
  'resuming',
  'error',
  'unsupported',
] as const satisfies readonly RuntimeStatus[];

function oneOf<Known extends string>(known: readonly Known[], text: string | null): Known | undefined {
  return known.find((each) => each === text);
}

const hex = (text: string): string => text.replace(/^0x/, '').padStart(4, '0').toLowerCase();

/** The device's place tells its bridge: `../../../devices/pci0000:00/0000:00:01.0/0000:01:00.0`. */
function parentOf(target: string | null): PciAddress | null {
  const above = target?.split('/').at(-2) ?? '';
  return isPciAddress(above) ? above : null;
}
