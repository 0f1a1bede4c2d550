'use client';
import { ButtonLink } from '@/ui/button';
import { Switch } from '@/ui/switch';
import { machineHref } from '../machine/machine-tab';

/** How a row is switched. */
export interface Changing<Change> {
  readonly forbidden: boolean;
  /** Id of the machine of which a change is on its way. */
  readonly saving: string | null;
  readonly save: Change;
}

interface SwitchRowProps {
  machine: { readonly id: string; readonly name: string };
  /** Says what it is without the row around it. */
  label: string;
  hint: string;
  on: boolean;
  disabled: boolean;
  onSwitch: (on: boolean) => void;
}

/** Something that happens by itself: on or off here, and the way to where the rest of it is changed. */
export function SwitchRow({ machine, label, hint, on, disabled, onSwitch }: SwitchRowProps) {
  return (
    <li className="flex items-center gap-2 border-t border-line py-1.5 pr-2 pl-4 first:border-t-0">
      <Switch
        className="min-w-0 flex-1 wrap-anywhere"
        label={label}
        hint={hint}
        checked={on}
        disabled={disabled}
        onChange={(event) => onSwitch(event.target.checked)}
      />
      <ButtonLink variant="bare" href={`${machineHref(machine.id, 'hardware')}#automation`}>
        Edit<span className="sr-only"> {label}</span>
      </ButtonLink>
    </li>
  );
}
