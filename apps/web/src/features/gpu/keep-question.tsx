'use client';
import type { KeepQuestion as Asked } from '@baton/api/views';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { MonitorCheck } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useTRPC } from '@/lib/agent';
import { useAllowed } from '@/lib/allowed';
import { useNow } from '@/lib/now';
import { wordsOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { Note } from '@/ui/note';
import { sentences } from './gpu-words';
import { endOf, secondsLeft, spokenSeconds } from './keep-countdown';

/**
 * The dead-man switch: “Does your screen still work?” It stands above the page, follows the scrolling and traps nothing: the
 * person may want to look at the page, and doing nothing is an answer too.
 */
export default function KeepQuestion({ asked }: { asked: Asked }) {
  const id = useId();
  const card = useRef<HTMLElement>(null);
  const trpc = useTRPC();
  const queries = useQueryClient();
  const forbidden = useAllowed('gpu.move');
  const [endMs] = useState(() => endOf(asked.until, Date.now()));
  const seconds = secondsLeft(endMs, useNow(250));
  const answer = useMutation(
    trpc.gpu.answerKeep.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.gpu.view.queryKey() }),
    }),
  );
  const say = (word: 'keep' | 'return') => answer.mutate({ operationId: asked.operationId, answer: word });
  const said = answer.isPending || answer.isSuccess ? answer.variables?.answer : undefined;

  useEffect(() => {
    // Whoever types or has a dialog open keeps the focus.
    if (document.activeElement === document.body) card.current?.focus({ preventScroll: true });
  }, []);

  return (
    <div className="sticky top-6.5 z-5 max-w-[1204px] px-4 pt-3 desk:px-9">
      <section
        ref={card}
        role="alertdialog"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-line`}
        tabIndex={-1}
        className="grid gap-3.5 rounded-gpu border border-line-strong bg-card p-4 shadow-float outline-none desk:grid-cols-[minmax(0,1fr)_auto] desk:items-center desk:px-6"
      >
        <div className="flex min-w-0 items-start gap-3">
          <Icon as={MonitorCheck} className="mt-0.75" />
          <div className="min-w-0 flex-1">
            <h2 id={`${id}-title`} className="text-sheet font-semibold text-balance">
              Does your screen still work?
            </h2>
            <p id={`${id}-line`} className="text-ink-2">
              {seconds > 0 ? (
                <>
                  Without an answer the GPU goes back in <b className="font-semibold text-ink-1">{seconds} s</b>.
                </>
              ) : (
                'The time is up: the GPU goes back.'
              )}
            </p>
            <p aria-live="polite" className="sr-only">
              {spokenSeconds(seconds)}
            </p>
          </div>
        </div>
        <div className="grid gap-2 desk:flex">
          <Button
            big
            variant="accent"
            reason={forbidden}
            busy={said === 'keep'}
            disabled={said === 'return' || seconds === 0}
            onClick={() => say('keep')}
          >
            Keep it
          </Button>
          {!forbidden && (
            <Button
              className="desk:min-h-11.5 desk:rounded-[11px]"
              busy={said === 'return'}
              disabled={said === 'keep' || seconds === 0}
              onClick={() => say('return')}
            >
              Take it back now
            </Button>
          )}
        </div>
        {answer.error && (
          <Note tone="bad" role="alert" title={wordsOf(answer.error).title} className="desk:col-span-2">
            {sentences(wordsOf(answer.error))}
          </Note>
        )}
      </section>
    </div>
  );
}
