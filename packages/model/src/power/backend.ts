import { z } from 'zod';

/**
 * How this host can take the GPU's power away. `runtime-pm`: the kernel lets it sleep by itself, nobody switches.
 * `none`: the card stays on.
 */
export type PowerBackend = 'bbswitch' | 'runtime-pm' | 'vga-switcheroo' | 'acpi-call' | 'none';

/** What the power switch says. `unknown`: there is none, or asking it would wake the card. */
export type PowerState = 'on' | 'off' | 'unknown';

/** Two ACPI methods that a person named, for acpi_call. Nobody guesses them: a wrong one can lock the machine. */
export interface AcpiCalls {
  /** Such as `\_SB.PCI0.PEG0.PEGP._ON`. */
  readonly on: string;
  readonly off: string;
}

/** Which switch, and what it has to be told. */
export interface PowerMeans {
  readonly backend: PowerBackend;
  /** Of `acpi-call` alone. */
  readonly calls: AcpiCalls | null;
}

const ACPI_METHOD_MAX = 128;

/** A person's choice. `automatic`: by what the host offers. Whether a method is one is asked apart, for its own words. */
export const powerSettingSchema = z.discriminatedUnion('backend', [
  z.object({ backend: z.enum(['automatic', 'bbswitch', 'runtime-pm', 'vga-switcheroo', 'none']) }),
  z.object({
    backend: z.literal('acpi-call'),
    calls: z.object({ on: z.string().max(ACPI_METHOD_MAX), off: z.string().max(ACPI_METHOD_MAX) }),
  }),
]);
export type PowerSetting = z.infer<typeof powerSettingSchema>;

/** Whether a card that is switched off this way keeps its driver: the driver itself does it, and restores everything. */
export function keepsDriver(backend: PowerBackend): boolean {
  return backend === 'vga-switcheroo';
}

/** Backends with a switch of their own. */
export function canSwitch(backend: PowerBackend): boolean {
  return backend === 'bbswitch' || backend === 'vga-switcheroo' || backend === 'acpi-call';
}

/** `\_SB.PCI0.PEG0.PEGP._OFF`: names of one to four characters below the root, nothing else reaches acpi_call. */
const ACPI_METHOD = /^\\[A-Z_][A-Z0-9_]{0,3}(\.[A-Z_][A-Z0-9_]{0,3}){0,15}$/;

export function isAcpiMethod(text: string): boolean {
  return ACPI_METHOD.test(text);
}
