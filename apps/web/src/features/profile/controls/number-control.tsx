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

interface RowProps extends NumberControlProps {
  note?: ReactNode;
}

/** The same as a row of a card: words at the left, the number at the right. */
export function NumberRow(props: RowProps) {
  return (
    <div className="[&_[data-field]>div]:grid-cols-[minmax(0,1fr)_auto] [&_[data-field]>div]:items-center [&_[data-field]>div]:gap-x-3 [&_[data-field]>div>label]:text-[15px] [&_[data-field]>div>label]:text-ink-1">
      <NumberControl {...props} />
    </div>
  );
}
