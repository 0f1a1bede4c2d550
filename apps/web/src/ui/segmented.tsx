'use client';
import clsx from 'clsx';
import { useId } from 'react';
import { Icon, type IconType } from './icon';

export interface SegmentedProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string; icon?: IconType; disabled?: boolean }[];
  /** As wide as its place. */
  full?: boolean;
}

/** A choice among up to four, all visible. Native radios: arrow keys, forms and screen readers work as everywhere. */
export function Segmented<Value extends string>({ label, value, onChange, options, full }: SegmentedProps<Value>) {
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={clsx(
        'grid auto-cols-fr grid-flow-col rounded-control border border-line bg-groove p-0.75',
        full ? 'w-full' : 'w-fit max-w-full',
      )}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className={clsx(
            'relative flex min-h-11 items-center justify-center gap-1.5 rounded-[7px] px-3 text-[14px] font-medium whitespace-nowrap text-ink-2 desk:min-h-8 desk:text-[13.5px]',
            'has-checked:bg-raised has-checked:text-ink-1 has-checked:shadow-[0_0_0_1px_var(--line-strong)]',
            'has-disabled:text-ink-3 has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-ink-1',
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onChange(option.value)}
            className="absolute inset-0 cursor-pointer opacity-0 disabled:cursor-not-allowed"
          />
          {option.icon && <Icon as={option.icon} small />}
          {option.label}
        </label>
      ))}
    </div>
  );
}
