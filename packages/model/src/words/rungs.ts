import type { ShutDownRung } from '../machine/state';

const TRYING = {
  agent: 'Asking its guest agent',
  acpi: 'Pressing the power button',
} satisfies Record<ShutDownRung, string>;

/** What is being tried to shut a guest down: “Asking its guest agent”. */
export function rungWords(rung: ShutDownRung): string {
  return TRYING[rung];
}
