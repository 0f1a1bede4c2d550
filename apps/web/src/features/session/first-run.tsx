'use client';
import { describe } from '@baton/model/describe';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useBeginAnew, useTRPC } from '@/lib/agent';
import { problemOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { Door, LineSafety } from './door';
import { PasswordField } from './password-field';
import { passwordHint, passwordRefused } from './password-hint';
import { useSetupLink } from './setup-link';

/** Nobody has chosen a password yet: whoever has the link of the terminal does. */
export function FirstRun({ simulated }: { simulated: boolean }) {
  const trpc = useTRPC();
  const beginAnew = useBeginAnew();
  const linked = useSetupLink();
  const [pasted, setPasted] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const passwordBox = useRef<HTMLInputElement>(null);
  const tokenBox = useRef<HTMLInputElement>(null);
  const setUp = useMutation(trpc.session.setUp.mutationOptions({ onSuccess: beginAnew }));

  const failed = setUp.error && problemOf(setUp.error);
  const words = failed && describe(failed);
  const tokenFailed = failed?.code === 'access.setup-token-wrong';
  // A link that was refused is shown, so that a newer one can be pasted over it.
  const asksToken = !linked || tokenFailed;
  const token = pasted.trim() || linked || '';
  const missing = tried && !token ? 'Paste the link from the terminal, or the part after #setup=.' : undefined;
  const sentence = words ? `${words.what} ${words.next}` : undefined;

  // A newer link, opened in this tab, takes the place of what was pasted and refused.
  const { reset } = setUp;
  useEffect(() => {
    if (!linked) return;
    setPasted('');
    reset();
  }, [linked, reset]);

  useEffect(() => {
    if (tokenFailed) tokenBox.current?.focus();
  }, [tokenFailed]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!token) return tokenBox.current?.focus();
    if (passwordRefused(password)) return passwordBox.current?.focus();
    setUp.mutate({ token: token.split('setup=').at(-1) ?? token, password });
  };

  return (
    <Door
      documentTitle="Welcome"
      simulated={simulated}
      title="Your laptop’s GPU, handed around from here."
      lead={
        linked && !tokenFailed
          ? 'You opened the link from the terminal. Choose a password: this browser stays logged in, others will ask for it.'
          : 'Open the newest link that the terminal printed, or paste it here. Then choose a password.'
      }
    >
      <form onSubmit={submit} noValidate className="grid gap-4">
        <input type="text" name="username" autoComplete="username" value="owner" readOnly hidden />
        {asksToken && (
          <Field label="Link from the terminal" error={missing ?? (tokenFailed ? sentence : undefined)}>
            <Input
              ref={tokenBox}
              mono
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              value={pasted}
              onChange={(event) => setPasted(event.target.value)}
            />
          </Field>
        )}
        <PasswordField
          ref={passwordBox}
          label="Choose a password"
          use="new-password"
          value={password}
          onChange={setPassword}
          hint={passwordHint(password)}
          error={(tried && passwordRefused(password)) || (failed && !tokenFailed ? sentence : undefined) || undefined}
        />
        <Button type="submit" variant="solid" big className="desk:w-full" busy={setUp.isPending}>
          Set the password
        </Button>
      </form>
      <p role="status" className="sr-only">
        {setUp.isPending ? '' : sentence}
      </p>
      <LineSafety />
    </Door>
  );
}
