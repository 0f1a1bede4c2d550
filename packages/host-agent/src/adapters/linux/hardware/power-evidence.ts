import { join } from 'node:path';
import type { PciAddress } from '@baton/model/pci/address';
import type { PowerEvidence } from '@baton/model/power/choose';
import type { OneShot } from './one-shot';
import { type NamelessFunction, readFunction } from './pci-function';
import { exists, readText } from './sysfs';
import type { VgaSwitcheroo } from './vga-switcheroo';

/** A question to a driver, which may be busy for ever. */
const DEADLINE_MS = 2_000;
/** Drivers whose own runtime power management shows in the generic files. */
const OPEN_DRIVERS = new Set(['nouveau', 'amdgpu', 'radeon', 'i915', 'xe']);

export interface PowerEvidenceParts {
  readonly sysfsRoot: string;
  readonly procRoot: string;
  readonly oneShot: OneShot;
  readonly switcheroo: VgaSwitcheroo;
}

/** What a real host offers for the GPU's power, from files that do not wake it (docs/kernel-notes.md, Looking without waking). */
export async function powerEvidence(parts: PowerEvidenceParts, gpu: PciAddress): Promise<PowerEvidence> {
  const { sysfsRoot, procRoot } = parts;
  const devices = join(sysfsRoot, 'bus/pci/devices');
  const fn = await readFunction(devices, gpu);
  const port = fn?.parent ? await readFunction(devices, fn.parent) : null;
  const [bbswitch, switcheroo, acpiCall, commandLine, portPowerResources, driverRuntimePm] = await Promise.all([
    // Reading it would wake the card, and has frozen hosts.
    exists(join(procRoot, 'acpi/bbswitch')),
    parts.switcheroo.offers(gpu),
    exists(join(procRoot, 'acpi/call')),
    readText(join(procRoot, 'cmdline')),
    hasPowerResources(devices, fn?.parent ?? null),
    fn ? runtimePmOf(parts, fn) : null,
  ]);
  return {
    bbswitch,
    switcheroo,
    acpiCall,
    portPmOff: (commandLine ?? '').split(/\s+/).includes('pcie_port_pm=off'),
    portPowerResources,
    driverRuntimePm,
    // A card that bbswitch cut off is called D3cold too; only the kernel takes the port along (seen).
    reachedD3cold: fn?.powerState === 'D3cold' && (!bbswitch || port?.powerState === 'D3cold'),
  };
}

/** The firmware's name for the port has power resources: `_PR3` (Documentation/ABI/testing/sysfs-devices-power_resources_D0). */
async function hasPowerResources(devices: string, port: PciAddress | null): Promise<boolean> {
  if (port === null) return false;
  const names = ['power_resources_D3hot', 'real_power_state'];
  const offered = await Promise.all(names.map((name) => exists(join(devices, port, 'firmware_node', name))));
  return offered.some(Boolean);
}

/** Whether the driver said that it lets the card sleep; null = it cannot be asked without waking, or says nothing. */
async function runtimePmOf(parts: PowerEvidenceParts, fn: NamelessFunction): Promise<boolean | null> {
  if (fn.driver === 'nvidia') return fn.runtimeStatus === 'active' ? askNvidia(parts, fn.address) : null;
  if (fn.driver === null || !OPEN_DRIVERS.has(fn.driver)) return null;
  return fn.powerControl === 'auto' && fn.runtimeStatus !== 'unsupported' ? true : null;
}

/** `Runtime D3 status:          Enabled (fine-grained)` (NVIDIA's README, Dynamic Power Management). */
async function askNvidia({ procRoot, oneShot }: PowerEvidenceParts, gpu: PciAddress): Promise<boolean | null> {
  const file = join(procRoot, 'driver/nvidia/gpus', gpu, 'power');
  if (!(await exists(file))) return null;
  const order = { doing: `ask nvidia about ${gpu}`, argv: ['cat', file] as const, deadlineMs: DEADLINE_MS };
  // A driver that does not answer gives no evidence, and that is all: nothing was written.
  const { stdout } = await oneShot.run(order).catch(() => ({ stdout: '' }));
  const status = /^Runtime D3 status:\s*(.+)$/m.exec(stdout)?.[1] ?? '';
  if (status.startsWith('Enabled')) return true;
  return /^(Disabled|Not supported)/.test(status) ? false : null;
}
