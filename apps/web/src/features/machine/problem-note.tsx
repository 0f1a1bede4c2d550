'use client';
import type { Problem } from '@baton/model/problem';
import type { ReactNode } from 'react';
import { problemOf, problemWords, toneOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Note } from '@/ui/note';

type Failure = { readonly error: unknown } | { readonly problem: Problem };

/** What went wrong, why, and what to do; with a way to try again where there is one. */
export function ProblemNote({ onRetry, action, ...failure }: Failure & { onRetry?: () => void; action?: ReactNode }) {
  const found = 'problem' in failure ? failure.problem : problemOf(failure.error);
  const words = problemWords(found);
  const retry = onRetry && <Button onClick={onRetry}>Try again</Button>;
  return (
    <Note tone={toneOf(found)} role="alert" title={words.title} action={action ?? retry}>
      {words.what} {words.next}
    </Note>
  );
}
