'use client';
import { type ReactNode, useId } from 'react';
import { Input, Textarea } from '@/ui/input';
import { useField } from '../editor';
import { FieldFrame } from './field-frame';

interface TextControlProps {
  path: string;
  label?: string;
  hint?: ReactNode;
  placeholder?: string;
  /** For addresses, paths and codes. */
  mono?: boolean;
  /** Empty is null. */
  nullable?: boolean;
  lines?: number;
  /** What the browser offers while it is typed. */
  suggestions?: readonly string[];
}

/** A line of text, or several. */
export function TextControl({ path, label, hint, placeholder, mono, nullable, lines, suggestions }: TextControlProps) {
  const field = useField<string | null>(path);
  const list = useId();
  const common = {
    value: field.value ?? '',
    placeholder,
    mono,
    autoComplete: 'off',
    spellCheck: lines !== undefined && !mono,
    autoCapitalize: 'off',
  };
  const take = (text: string) => field.set(nullable && text === '' ? null : text);
  return (
    <FieldFrame path={path} field={field} label={label} hint={hint}>
      {lines ? (
        <Textarea {...common} rows={lines} onChange={(event) => take(event.target.value)} />
      ) : (
        <Input
          {...common}
          list={suggestions && list}
          onChange={(event) => take(event.target.value)}
          end={
            suggestions && (
              <datalist id={list}>
                {suggestions.map((suggestion) => (
                  <option key={suggestion} value={suggestion} />
                ))}
              </datalist>
            )
          }
        />
      )}
    </FieldFrame>
  );
}
