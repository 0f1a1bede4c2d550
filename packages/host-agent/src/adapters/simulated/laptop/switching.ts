import type { PowerMeans } from '@baton/model/power/backend';
import { companionsOf, gpuDriver, slotFunctions, VFIO } from './drivers';
import type { LaptopState } from './state';

/** How the three switches of the simulated laptop behave. All of them switch one card. */

const NO_FILE = 'No such file or directory';
/** The methods that this laptop's firmware has. */
export const ACPI_METHODS = { on: '\\_SB.PCI0.PEG0.PEGP._ON', off: '\\_SB.PCI0.PEG0.PEGP._OFF' } as const;

/** The open driver is the switch's client: without it there is no switch (drivers/gpu/vga/vga_switcheroo.c). */
export function hasSwitcheroo(state: LaptopState): boolean {
  const driver = gpuDriver(state);
  return state.power.switcheroo && driver !== null && driver !== VFIO;
}

/** One write to a switch. @returns the refusal of the write itself; what it did is told by the log and by reading back */
export function switchPower(state: LaptopState, to: 'on' | 'off', means: PowerMeans): string | undefined {
  switch (means.backend) {
    case 'bbswitch':
      return state.power.bbswitch.present ? bbswitch(state, to) : NO_FILE;
    case 'vga-switcheroo':
      return hasSwitcheroo(state) ? switcheroo(state, to) : NO_FILE;
    case 'acpi-call':
      return state.power.acpiCall ? acpiCall(state, means.calls?.[to] ?? '') : NO_FILE;
    case 'runtime-pm':
    case 'none':
      return NO_FILE;
  }
}

/** Takes every write, and saves and restores the configuration of function 0 alone (docs/kernel-notes.md, bbswitch). */
function bbswitch(state: LaptopState, to: 'on' | 'off'): undefined {
  const { power, kernelLog, gpu } = state;
  if (power.bbswitch.dangling || power.card === to) return;
  const driver = gpuDriver(state);
  if (to === 'off' && driver) {
    kernelLog.push(`bbswitch: device ${gpu} is in use by driver '${driver}', refusing OFF`);
    return;
  }
  kernelLog.push(`bbswitch: ${to === 'on' ? 'enabling' : 'disabling'} discrete graphics`);
  if (power.refuses) {
    kernelLog.push(
      to === 'on'
        ? `pci ${gpu}: Refused to change power state, currently in D3`
        : 'bbswitch: The discrete card could not be disabled by a _DSM call',
    );
    return;
  }
  power.card = to;
  for (const fn of companionsOf(state)) fn.registersLost = true;
}

/** The driver itself puts the card away and brings it back, and refuses while somebody has it open. */
function switcheroo(state: LaptopState, to: 'on' | 'off'): undefined {
  if (to === 'off' && state.processes.length > 0) {
    state.kernelLog.push('vga_switcheroo: client 1 refused switch');
    return;
  }
  state.kernelLog.push(`vga_switcheroo: switched nouveau ${to}`);
  state.power.card = to;
}

/** Runs what it is told and checks nothing. Nobody saves the registers, so all functions come back without them. */
function acpiCall(state: LaptopState, method: string): undefined {
  const { power, kernelLog, gpu } = state;
  const to = method === ACPI_METHODS.on ? 'on' : method === ACPI_METHODS.off ? 'off' : undefined;
  if (!to) {
    kernelLog.push('acpi_call: Cannot get handle: Error: AE_NOT_FOUND', 'acpi_call failed: Error: AE_NOT_FOUND');
    return;
  }
  kernelLog.push(`acpi_call: Calling ${method}`);
  if (power.card === to) return;
  const driver = gpuDriver(state);
  if (to === 'off' && driver) kernelLog.push(`${driver} ${gpu}: the GPU has fallen off the bus`);
  power.card = to;
  for (const fn of slotFunctions(state)) fn.registersLost = true;
}
