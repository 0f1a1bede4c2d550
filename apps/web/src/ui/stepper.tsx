'use client';
import { Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import { useFieldControl } from './field';
import { Icon } from './icon';

export interface StepperProps {
  /** Its name where no `Field` gives one. */
  label: string;
  value: number;
  onChange: (value: number) => void;
  min: number;
  max: number;
  /** How far one press goes. Typing may land between. */
  step?: number;
  disabled?: boolean;
}

/** A small whole number: one less, one more, or type it. What is typed is brought into range when the field is left. */
export function Stepper({ label, value, onChange, min, max, step = 1, disabled }: StepperProps) {
  const control = useFieldControl();
  const [typed, setTyped] = useState<string>();
  const settle = (wanted: number) => {
    setTyped(undefined);
    const inRange = Math.min(max, Math.max(min, Math.round(wanted)));
    if (Number.isFinite(inRange) && inRange !== value) onChange(inRange);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's; this is one control of three parts
    <div
      role="group"
      aria-label={label}
      className="flex w-fit shrink-0 items-center overflow-hidden rounded-control border border-line-strong bg-groove"
    >
      <button
        type="button"
        aria-label={`Less: ${label}`}
        disabled={disabled || value <= min}
        onClick={() => settle(value - step)}
        className="press grid size-11 place-items-center text-ink-2 -outline-offset-2 disabled:text-ink-3"
      >
        <Icon as={Minus} />
      </button>
      <input
        {...control}
        aria-label={control.id ? undefined : label}
        inputMode="numeric"
        disabled={disabled}
        value={typed ?? value}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={(event) => typed !== undefined && settle(Number.parseInt(event.target.value, 10))}
        onKeyDown={(event) => {
          if (event.key === 'Enter') settle(Number.parseInt(event.currentTarget.value, 10));
          if (event.key === 'ArrowUp') settle(value + step);
          if (event.key === 'ArrowDown') settle(value - step);
        }}
        style={{ width: `${Math.max(3, String(max).length) + 2}ch` }}
        className="h-11 bg-transparent text-center text-input font-semibold -outline-offset-2 disabled:text-ink-3"
      />
      <button
        type="button"
        aria-label={`More: ${label}`}
        disabled={disabled || value >= max}
        onClick={() => settle(value + step)}
        className="press grid size-11 place-items-center text-ink-2 -outline-offset-2 disabled:text-ink-3"
      >
        <Icon as={Plus} />
      </button>
    </div>
  );
}
