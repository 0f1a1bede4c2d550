'use client';
import { OctagonX } from 'lucide-react';
import { createContext, type ReactNode, useContext, useId } from 'react';
import { Icon } from './icon';

/** What a control inside a `Field` takes: its id, and what describes it. */
interface FieldControl {
  id?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
}

const FieldContext = createContext<FieldControl>({});

/** The attributes that tie a control to the `Field` around it. Empty outside one. */
export function useFieldControl(): FieldControl {
  return useContext(FieldContext);
}

export interface FieldProps {
  label: string;
  /** What to know before filling it in. */
  hint?: ReactNode;
  /** What is wrong, in a sentence. The control gets a red edge and says it is invalid. */
  error?: string;
  /** One control of ours: Input, Select, Textarea, Stepper, Switch. */
  children: ReactNode;
}

/** A label, a control, its hint and its error, tied together for screen readers. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  const control: FieldControl = {
    id,
    'aria-describedby': described || undefined,
    'aria-invalid': error ? true : undefined,
  };
  return (
    <div className="grid min-w-0 content-start gap-1.5">
      <label htmlFor={id} className="w-fit text-small font-medium text-ink-2">
        {label}
      </label>
      <FieldContext value={control}>{children}</FieldContext>
      {hint && (
        <p id={`${id}-hint`} className="text-small text-ink-2">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-small text-bad">
          <Icon as={OctagonX} small className="mt-px" />
          {error}
        </p>
      )}
    </div>
  );
}

/** The edge and ground of everything that takes input, on the control or on a box around it; 16 px letters, so that iOS does not zoom. */
export const inputLook = [
  'w-full min-w-0 rounded-control border border-line-strong bg-groove text-input text-ink-1 placeholder:text-ink-3 placeholder:opacity-100',
  'aria-invalid:border-bad has-aria-invalid:border-bad disabled:border-line disabled:text-ink-3 has-disabled:border-line has-disabled:text-ink-3',
];
