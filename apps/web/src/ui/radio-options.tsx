'use client';
import clsx from 'clsx';
import { Circle, CircleDot } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { Icon } from './icon';

export interface RadioOption<Value extends string> {
  value: Value;
  label: string;
  /** What follows from it, in one line. */
  hint?: ReactNode;
  /** More to fill in; shown below while it is chosen. */
  more?: ReactNode;
}

export interface RadioOptionsProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: readonly RadioOption<Value>[];
  /** The label is for screen readers only: something above says it already. */
  labelHidden?: boolean;
}

/** A choice whose options need a line each. Native radios: arrow keys, forms and screen readers work as everywhere. */
export function RadioOptions<Value extends string>(props: RadioOptionsProps<Value>) {
  const { label, value, onChange, options, labelHidden } = props;
  const id = useId();
  return (
    <div role="radiogroup" aria-labelledby={id} className="grid gap-2">
      <span id={id} className={labelHidden ? 'sr-only' : 'text-small font-medium text-ink-2'}>
        {label}
      </span>
      {options.map((option) => {
        const chosen = option.value === value;
        return (
          <div key={option.value} className={clsx('rounded-note border border-line-strong', chosen && 'bg-raised')}>
            <label
              className={clsx(
                'press relative flex min-h-13 items-center gap-3 rounded-note px-3.5 py-2.5',
                'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ink-1',
              )}
            >
              <input
                type="radio"
                name={id}
                value={option.value}
                checked={chosen}
                onChange={() => onChange(option.value)}
                aria-label={option.label}
                aria-describedby={option.hint ? `${id}-${option.value}` : undefined}
                className="absolute inset-0 cursor-pointer opacity-0"
              />
              <Icon as={chosen ? CircleDot : Circle} />
              <span className="min-w-0 flex-1">
                <b className="block font-semibold">{option.label}</b>
                {option.hint && (
                  <span id={`${id}-${option.value}`} className="block text-small text-ink-2">
                    {option.hint}
                  </span>
                )}
              </span>
            </label>
            {chosen && option.more && <div className="grid gap-3.5 px-3.5 pt-1 pb-3.5">{option.more}</div>}
          </div>
        );
      })}
    </div>
  );
}
