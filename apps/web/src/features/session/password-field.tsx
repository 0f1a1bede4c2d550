'use client';
import { Eye, EyeOff } from 'lucide-react';
import { type Ref, useState } from 'react';
import { Field } from '@/ui/field';
import { IconButton } from '@/ui/icon-button';
import { Input } from '@/ui/input';

export interface PasswordFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Tells the browser's password manager what to offer. */
  use: 'current-password' | 'new-password';
  hint?: string;
  error?: string;
  ref?: Ref<HTMLInputElement>;
}

/** A password, hidden until it is asked for. */
export function PasswordField({ label, value, onChange, use, hint, error, ref }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <Field label={label} hint={hint} error={error}>
      <Input
        ref={ref}
        type={shown ? 'text' : 'password'}
        name={use}
        autoComplete={use}
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        end={
          <IconButton
            icon={shown ? EyeOff : Eye}
            label={shown ? 'Hide the password' : 'Show the password'}
            onClick={() => setShown(!shown)}
          />
        }
      />
    </Field>
  );
}
