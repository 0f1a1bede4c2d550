'use client';
import type { ReactNode } from 'react';
import { useField } from '../editor';
import { FieldFrame } from './field-frame';
import { NumberInput } from './number-input';

interface NumberControlProps {
  path: string;
  label?: string;
  hint?: ReactNode;
  /** One press of the buttons. */
  by?: number;
  min?: number;
  onChange?: (value: number) => void;
}

/** A number with its two buttons. */
export function NumberControl({ path, label, hint, by = 1, min = 1, onChange }: NumberControlProps) {
  const field = useField<number>(path);
  return (
    <FieldFrame path={path} field={field} label={label} hint={hint}>
      <NumberInput
        label={label ?? field.words.label}
        value={field.value}
        onChange={onChange ?? field.set}
        step={(value, direction) => Math.max(min, Math.round(value) + direction * by)}
      />
    </FieldFrame>
  );
}
