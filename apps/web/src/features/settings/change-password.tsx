'use client';
import { describe } from '@baton/model/describe';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { PasswordField } from '@/features/session/password-field';
import { passwordHint, passwordRefused } from '@/features/session/password-hint';
import { useTRPC } from '@/lib/agent';
import { problemOf } from '@/lib/problem';
import { useSession } from '@/lib/session-gate';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { notify } from '@/ui/notify';

/** A new password ends every other session. */
export function ChangePassword() {
  const trpc = useTRPC();
  const { actor } = useSession();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [tried, setTried] = useState(false);
  const currentBox = useRef<HTMLInputElement>(null);
  const nextBox = useRef<HTMLInputElement>(null);
  const change = useMutation(
    trpc.session.changePassword.mutationOptions({
      onSuccess: () => {
        setCurrent('');
        setNext('');
        setTried(false);
        notify({ title: 'Password changed', detail: 'Everybody else has to log in again.' });
      },
      onError: (error) => (problemOf(error).field === 'next' ? nextBox : currentBox).current?.focus(),
    }),
  );
  const failed = change.error && !change.isPending ? problemOf(change.error) : null;
  const sentence = failed ? `${describe(failed).what} ${describe(failed).next}` : undefined;
  const refused = tried ? passwordRefused(next) : undefined;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (current === '') return currentBox.current?.focus();
    if (passwordRefused(next)) return nextBox.current?.focus();
    change.mutate({ current, next });
  };

  return (
    <Card>
      <form onSubmit={submit} noValidate className="grid gap-4">
        <input type="text" name="username" autoComplete="username" value={actor.name} readOnly hidden />
        <PasswordField
          ref={currentBox}
          label="Present password"
          use="current-password"
          value={current}
          onChange={setCurrent}
          error={
            tried && current === '' ? 'Type the present password.' : failed?.field === 'next' ? undefined : sentence
          }
        />
        <PasswordField
          ref={nextBox}
          label="New password"
          use="new-password"
          value={next}
          onChange={setNext}
          hint={passwordHint(next)}
          error={refused ?? (failed?.field === 'next' ? sentence : undefined)}
        />
        <div>
          <Button type="submit" variant="solid" busy={change.isPending}>
            Change the password
          </Button>
        </div>
      </form>
    </Card>
  );
}
