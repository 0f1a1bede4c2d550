import { powerBackendWords } from '@baton/model/describe';
import type { PowerBackend } from '@baton/model/power/backend';

/** A power switch as a choice: “bbswitch”, and below it what it can do. */
export function backendChoice(backend: PowerBackend): { label: string; hint: string } {
  const [label = '', hint = ''] = powerBackendWords(backend).split(': ');
  return { label, hint: hint && `${hint.charAt(0).toUpperCase()}${hint.slice(1)}.` };
}
