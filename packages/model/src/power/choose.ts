import { canSwitch, type PowerBackend, type PowerSetting } from './backend';

/** What was found of the GPU's power without waking it (docs/kernel-notes.md, Power). */
export interface PowerEvidence {
  /** /proc/acpi/bbswitch is there. */
  readonly bbswitch: boolean;
  /** /sys/kernel/debug/vgaswitcheroo/switch names this GPU with a switch of its own (not `DynPwr`). */
  readonly switcheroo: boolean;
  /** /proc/acpi/call is there. */
  readonly acpiCall: boolean;
  /** `pcie_port_pm=off` on the kernel's command line: no port ever sleeps. */
  readonly portPmOff: boolean;
  /** The port has power resources (_PR3): the kernel can take the power away by itself. */
  readonly portPowerResources: boolean;
  /** Its driver said that it supports runtime power management; null = it cannot be asked now. */
  readonly driverRuntimePm: boolean | null;
  /** It was seen in D3cold. */
  readonly reachedD3cold: boolean;
}

/** Why this backend. */
export type PowerReason =
  | 'chosen'
  /** What was chosen is not there (any more). */
  | 'chosen-missing'
  | 'sleeps-by-itself'
  | 'bbswitch-loaded'
  | 'nothing-found';

/** What to know about the choice. */
export type PowerWarning =
  /** bbswitch and the kernel's own power management fight over the card. */
  | 'bbswitch-beside-runtime-pm'
  /** Calls of acpi_call are not checked by anybody. */
  | 'acpi-call-unchecked';

export interface PowerChoice {
  readonly backend: PowerBackend;
  readonly because: PowerReason;
  readonly warning: PowerWarning | null;
  /** What could be chosen here. */
  readonly available: readonly PowerBackend[];
}

/**
 * A person's choice first. Then the kernel, where the card sleeps by itself; bbswitch only where the port's own power management
 * is out of its way; else none. vga_switcheroo and acpi_call are never taken unasked.
 */
export function choosePower(evidence: PowerEvidence, setting: PowerSetting): PowerChoice {
  const available = availableBackends(evidence);
  const choice = (backend: PowerBackend, because: PowerReason): PowerChoice => ({
    backend,
    because,
    warning: warningOf(backend, evidence),
    available,
  });
  if (setting.backend !== 'automatic') {
    return available.includes(setting.backend) ? choice(setting.backend, 'chosen') : choice('none', 'chosen-missing');
  }
  const sleeps = evidence.driverRuntimePm === true || evidence.reachedD3cold;
  if (available.includes('runtime-pm') && (sleeps || !evidence.bbswitch))
    return choice('runtime-pm', 'sleeps-by-itself');
  if (evidence.bbswitch && (evidence.portPmOff || !evidence.portPowerResources)) {
    return choice('bbswitch', 'bbswitch-loaded');
  }
  if (available.includes('runtime-pm')) return choice('runtime-pm', 'sleeps-by-itself');
  return choice('none', 'nothing-found');
}

function availableBackends(evidence: PowerEvidence): readonly PowerBackend[] {
  const sleepy =
    !evidence.portPmOff && (evidence.portPowerResources || evidence.driverRuntimePm || evidence.reachedD3cold);
  return [
    ...(sleepy ? (['runtime-pm'] as const) : []),
    ...(evidence.bbswitch ? (['bbswitch'] as const) : []),
    ...(evidence.switcheroo ? (['vga-switcheroo'] as const) : []),
    ...(evidence.acpiCall ? (['acpi-call'] as const) : []),
    'none',
  ];
}

function warningOf(backend: PowerBackend, evidence: PowerEvidence): PowerWarning | null {
  if (backend === 'acpi-call') return 'acpi-call-unchecked';
  const clash = evidence.bbswitch && evidence.portPowerResources && !evidence.portPmOff;
  return clash && (backend === 'bbswitch' || !canSwitch(backend)) ? 'bbswitch-beside-runtime-pm' : null;
}
