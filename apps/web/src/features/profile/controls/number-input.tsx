'use client';
import { Minus, Plus } from 'lucide-react';
import { type Ref, useEffect, useState } from 'react';
import { useFieldControl } from '@/ui/field';
import { Icon } from '@/ui/icon';

interface NumberInputProps {
  ref?: Ref<HTMLInputElement>;
  label: string;
  /** NaN while what is typed is no number. */
  value: number;
  onChange: (value: number) => void;
  onBlur?: () => void;
  /** Outside of a `Field`. */
  id?: string;
  describedBy?: string;
  invalid?: boolean;
  /** The value after one press of the buttons. */
  step: (value: number, direction: 1 | -1) => number;
}

/** A number with its two buttons. What is typed stays as it is typed, also when it is wrong: the sentence below says why. */
export function NumberInput(props: NumberInputProps) {
  const { ref, label, value, onChange, onBlur, step } = props;
  const around = useFieldControl();
  const control = props.id
    ? { id: props.id, 'aria-describedby': props.describedBy, 'aria-invalid': props.invalid || undefined }
    : around;
  const [text, setText] = useState(() => toText(value));
  useEffect(() => {
    setText((shown) => (Object.is(toNumber(shown), value) ? shown : toText(value)));
  }, [value]);
  const press = (direction: 1 | -1) => onChange(step(Number.isNaN(value) ? 0 : value, direction));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's; this is one control of three parts
    <div
      role="group"
      aria-label={label}
      className="flex w-fit shrink-0 items-center overflow-hidden rounded-control border border-line-strong bg-groove has-aria-invalid:border-bad"
    >
      <button
        type="button"
        aria-label={`Less: ${label}`}
        onClick={() => press(-1)}
        className="press grid size-11 place-items-center text-ink-2 -outline-offset-2"
      >
        <Icon as={Minus} />
      </button>
      <input
        {...control}
        ref={ref}
        aria-label={control.id ? undefined : label}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          onChange(toNumber(event.target.value));
        }}
        onBlur={onBlur}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
          event.preventDefault();
          press(event.key === 'ArrowUp' ? 1 : -1);
        }}
        className="h-11 w-20 bg-transparent text-center text-input font-semibold -outline-offset-2"
      />
      <button
        type="button"
        aria-label={`More: ${label}`}
        onClick={() => press(1)}
        className="press grid size-11 place-items-center text-ink-2 -outline-offset-2"
      >
        <Icon as={Plus} />
      </button>
    </div>
  );
}

function toText(value: number): string {
  return Number.isNaN(value) ? '' : String(value);
}

function toNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'));
}
