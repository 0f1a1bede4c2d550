'use client';
import { Button } from '@/ui/button';
import { Note } from '@/ui/note';
import { wordsOf } from './problem';

/** A part of a page that could not be loaded: why, and the button that asks again. */
export function QueryFailed({ error, onRetry }: { error: unknown; onRetry: () => unknown }) {
  const words = wordsOf(error);
  return (
    <Note
      tone="bad"
      role="alert"
      title={words.title}
      action={<Button onClick={() => void onRetry()}>Try again</Button>}
    >
      {words.what} {words.next}
    </Note>
  );
}
