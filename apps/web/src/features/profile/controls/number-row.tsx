'use client';
import { useId } from 'react';
import { useField } from '../editor';
import { Said, Spot } from './field-frame';
import { NumberInput } from './number-input';

interface NumberRowProps {
  path: string;
  min?: number;
  onChange?: (value: number) => void;
}

/** A small number as a row of a card: words at the left, the number with its buttons at the right. */
export function NumberRow({ path, min = 1, onChange }: NumberRowProps) {
  const field = useField<number>(path);
  const id = useId();
  const { label, hint } = field.words;
  const said = [hint ? `${id}-hint` : '', field.error || field.warning ? `${id}-said` : ''].filter(Boolean).join(' ');
  return (
    <Spot path={path} className="grid gap-1.5 px-4 py-2.5">
      <div className="flex min-h-11 items-center gap-4">
        <span className="min-w-0 flex-1">
          <label htmlFor={id} className="block w-fit font-medium">
            {label}
          </label>
          {hint && (
            <span id={`${id}-hint`} className="block text-small text-ink-2">
              {hint}
            </span>
          )}
        </span>
        <NumberInput
          id={id}
          describedBy={said || undefined}
          invalid={field.error !== undefined}
          label={label}
          value={field.value}
          onChange={onChange ?? field.set}
          step={(value, direction) => Math.max(min, Math.round(value) + direction)}
        />
      </div>
      <div id={`${id}-said`} className="grid gap-1.5 empty:hidden">
        <Said field={field} />
      </div>
    </Spot>
  );
}
