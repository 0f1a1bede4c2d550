'use client';
import type { ReactNode } from 'react';
import { Switch } from '@/ui/switch';
import { useField } from '../editor';
import { Said, Spot } from './field-frame';

interface SwitchControlProps {
  path: string;
  label?: string;
  hint?: ReactNode;
  disabled?: boolean;
  /** For a setting that is an object or null. */
  checked?: boolean;
  onChange?: (checked: boolean) => void;
}

/** On or off. */
export function SwitchControl({ path, label, hint, disabled, checked, onChange }: SwitchControlProps) {
  const field = useField<boolean>(path);
  return (
    <Spot path={path}>
      <Switch
        label={label ?? field.words.label}
        hint={hint ?? field.words.hint}
        disabled={disabled}
        checked={checked ?? field.value}
        onChange={(event) => (onChange ?? field.set)(event.target.checked)}
      />
      <Said field={field} />
    </Spot>
  );
}
