'use client';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import { useId } from 'react';

export interface SwitchProps extends Omit<ComponentPropsWithRef<'input'>, 'type' | 'children'> {
  label: string;
  /** One line below the label: what it does, or why it cannot be changed. */
  hint?: ReactNode;
}

/** On or off, at once. The whole row is the tap target. Corners, not a capsule: only the baton is one. */
export function Switch({ label, hint, className, ...rest }: SwitchProps) {
  const id = useId();
  return (
    <label className={`flex min-h-11 items-center gap-4 ${className ?? ''}`}>
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{label}</span>
        {hint && (
          <span id={id} className="block text-small text-ink-2">
            {hint}
          </span>
        )}
      </span>
      <input
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox says by itself whether it is checked
        role="switch"
        aria-label={label}
        aria-describedby={hint ? id : undefined}
        {...rest}
        className="relative h-6.5 w-11 shrink-0 cursor-pointer appearance-none rounded-[8px] border border-line-strong bg-groove before:absolute before:top-0.75 before:left-0.75 before:size-4.5 before:rounded-[5px] before:bg-ink-3 checked:border-solid checked:bg-solid checked:before:left-5 checked:before:bg-on-solid disabled:cursor-not-allowed disabled:opacity-50"
      />
    </label>
  );
}
