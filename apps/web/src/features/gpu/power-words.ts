import type { PowerView } from '@baton/api/views';
import { powerBackendWords } from '@baton/model/describe';
import { type Finding, finding } from '@baton/model/host/finding';
import type { PowerBackend } from '@baton/model/power/backend';

/** What to know about the power switch in use. */
export function warningFindings({ warning }: Pick<PowerView, 'warning'>): readonly Finding[] {
  switch (warning) {
    case 'bbswitch-beside-runtime-pm':
      return [finding('gpu.bbswitch-beside-runtime-pm', 'warning', {})];
    case 'acpi-call-unchecked':
      return [finding('gpu.acpi-call', 'warning', {})];
    case null:
      return [];
  }
}

/** A power switch as a choice: “bbswitch”, and below it what it can do. */
export function backendChoice(backend: PowerBackend): { label: string; hint: string } {
  const [label = '', hint = ''] = powerBackendWords(backend).split(': ');
  return { label, hint: hint && `${hint.charAt(0).toUpperCase()}${hint.slice(1)}.` };
}
