'use client';
import { useState } from 'react';
import { Input } from '@/ui/input';
import { useField } from '../editor';
import { FieldFrame } from './field-frame';

/** A whole number without buttons: a port, a number of pixels. What is typed stays as it is typed. */
export function DigitsControl({ path }: { path: string }) {
  const field = useField<number>(path);
  const [typed, setTyped] = useState<string>();
  const text = typed !== undefined && Object.is(toNumber(typed), field.value) ? typed : toText(field.value);
  return (
    <FieldFrame path={path} field={field}>
      <Input
        inputMode="numeric"
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setTyped(event.target.value);
          field.set(toNumber(event.target.value));
        }}
      />
    </FieldFrame>
  );
}

function toText(value: number): string {
  return Number.isNaN(value) ? '' : String(value);
}

function toNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}
