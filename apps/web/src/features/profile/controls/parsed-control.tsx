'use client';
import { useState } from 'react';
import { Input, Textarea } from '@/ui/input';
import { isSame } from '../at-path';
import { useField } from '../editor';
import { FieldFrame } from './field-frame';

/** A list as one text. `read` gives undefined for a text that is none. */
export interface TextForm<Value> {
  readonly read: (text: string) => Value | undefined;
  readonly write: (value: Value) => string;
  /** What to do when `read` gives nothing. */
  readonly advice: string;
}

interface ParsedControlProps<Value> {
  path: string;
  form: TextForm<Value>;
  label?: string;
  placeholder?: string;
  lines?: number;
  disabled?: boolean;
}

/** A list that is typed as text: what is typed stays as it is typed, and what can be read of it is kept. */
export function ParsedControl<Value>({ path, form, label, placeholder, lines, disabled }: ParsedControlProps<Value>) {
  const field = useField<Value>(path);
  const [typed, setTyped] = useState<string>();
  const isTyped = typed !== undefined && (form.read(typed) === undefined || isSame(form.read(typed), field.value));
  const text = isTyped ? typed : form.write(field.value);
  const wrong = form.read(text) === undefined ? form.advice : undefined;
  const common = {
    value: text,
    placeholder,
    disabled,
    mono: true,
    autoComplete: 'off',
    spellCheck: false,
    autoCapitalize: 'off',
  };
  const take = (next: string) => {
    setTyped(next);
    const value = form.read(next);
    if (value !== undefined) field.set(value);
  };
  return (
    <FieldFrame path={path} field={{ ...field, error: wrong ?? field.error }} label={label}>
      {lines ? (
        <Textarea {...common} rows={lines} onChange={(event) => take(event.target.value)} />
      ) : (
        <Input {...common} onChange={(event) => take(event.target.value)} />
      )}
    </FieldFrame>
  );
}
