'use client';
import { describe } from '@baton/model/describe';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useBeginAnew, useTRPC } from '@/lib/agent';
import { problemOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Note } from '@/ui/note';
import { Door, LineSafety } from './door';
import { PasswordField } from './password-field';
import { useSetupLink } from './setup-link';

/** A password was chosen before; this browser has no session. */
export function LogIn({ simulated }: { simulated: boolean }) {
  const trpc = useTRPC();
  const beginAnew = useBeginAnew();
  const linked = useSetupLink();
  const [password, setPassword] = useState('');
  const [empty, setEmpty] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const logIn = useMutation(trpc.session.login.mutationOptions({ onSuccess: beginAnew }));
  const words = logIn.error && describe(problemOf(logIn.error));
  const sentence = empty ? 'Type the password of this host.' : words ? `${words.what} ${words.next}` : undefined;

  useEffect(() => {
    if (logIn.isError) box.current?.focus();
  }, [logIn.isError]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setEmpty(password === '');
    if (password === '') box.current?.focus();
    else logIn.mutate({ password });
  };

  return (
    <Door
      documentTitle="Log in"
      simulated={simulated}
      title="Log in"
      lead="With the password that was chosen on the first run."
    >
      {linked && <Note tone="plain" title={SETUP_DONE.title}>{`${SETUP_DONE.what} ${SETUP_DONE.next}`}</Note>}
      <form onSubmit={submit} noValidate className="grid gap-4">
        <input type="text" name="username" autoComplete="username" value="owner" readOnly hidden />
        <PasswordField
          ref={box}
          label="Password"
          use="current-password"
          value={password}
          onChange={(next) => {
            setPassword(next);
            setEmpty(false);
          }}
          error={logIn.isPending ? undefined : sentence}
        />
        <Button type="submit" variant="solid" big className="desk:w-full" busy={logIn.isPending}>
          Log in
        </Button>
      </form>
      <p role="status" className="sr-only">
        {logIn.isPending ? '' : sentence}
      </p>
      <LineSafety />
    </Door>
  );
}

const SETUP_DONE = describe({ code: 'access.setup-done', facts: {} });
