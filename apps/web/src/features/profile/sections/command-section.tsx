'use client';
import type { ArgumentView } from '@baton/api/views';
import { argumentReasonWords } from '@baton/model/words/qemu-reasons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { useMemo, useState } from 'react';
import { commandText } from '@/features/machine/command-text';
import { ProblemNote } from '@/features/machine/problem-note';
import { useTRPC } from '@/lib/agent';
import { Card } from '@/ui/card';
import { Code } from '@/ui/code';
import { Note } from '@/ui/note';
import { Section } from '@/ui/section';
import { Segmented } from '@/ui/segmented';
import { SkeletonCard } from '@/ui/skeleton';
import { profileDraftSchema } from '../draft-schema';
import { useEditor } from '../editor';
import { homeOf } from '../fields';
import { draftOf, type FormValues } from '../form-values';
import { useSettled } from '../use-settled';

const SHAPES = [
  { value: 'reasons', label: 'With reasons' },
  { value: 'text', label: 'To copy' },
] as const;

/** What QEMU would be told, argument by argument, while the profile is edited. */
export default function CommandSection() {
  const { values, saved, can } = useEditor();
  const [shape, setShape] = useState<'reasons' | 'text'>('reasons');
  const now = usePreview(values);
  const before = usePreview(saved ?? values);
  const known = useMemo(() => new Set(before.data?.map(({ words }) => words.join(' '))), [before.data]);
  const isNew = ({ words }: ArgumentView) => saved !== null && before.data !== undefined && !known.has(words.join(' '));
  const changed = now.data?.filter(isNew).length ?? 0;
  return (
    <Section
      title="What QEMU is told"
      action={
        changed > 0
          ? `${changed} ${changed === 1 ? 'argument differs' : 'arguments differ'} from the saved profile`
          : undefined
      }
    >
      {can === null && (
        <Note title="QEMU is not installed">
          This is what a QEMU of Baton’s own knowledge would be told. Install QEMU to start machines.
        </Note>
      )}
      {!now.complete && (
        <Note tone="plain" title="Something in the form is not right yet">
          The command line follows when it is.
        </Note>
      )}
      <Segmented label="Shape of the command line" value={shape} onChange={setShape} options={SHAPES} />
      {now.error ? (
        <ProblemNote error={now.error} onRetry={now.retry} />
      ) : !now.data ? (
        now.complete && <SkeletonCard className="h-64" label="Loading the command line" />
      ) : shape === 'text' ? (
        <Code
          text={commandText(['qemu-system-x86_64', ...now.data.flatMap(({ words }) => words)])}
          copyLabel="Copy the command line"
        />
      ) : (
        <Card flush>
          <ul aria-label="Arguments">
            {now.data.map((argument, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an argument is its place in the line
              <Argument key={index} argument={argument} isNew={isNew(argument)} />
            ))}
          </ul>
        </Card>
      )}
    </Section>
  );
}

function usePreview(values: FormValues) {
  const trpc = useTRPC();
  const asked = useSettled(JSON.stringify(draftOf(values)));
  const parsed = useMemo(() => profileDraftSchema.safeParse(JSON.parse(asked)), [asked]);
  const preview = useQuery({
    ...trpc.profile.preview.queryOptions(parsed.success ? parsed.data : draftOf(values)),
    enabled: parsed.success,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  return {
    data: preview.data,
    error: preview.isError ? preview.error : undefined,
    complete: parsed.success,
    retry: () => void preview.refetch(),
  };
}

/** One argument; pressed, it says why it is there and leads to its field. */
function Argument({ argument, isNew }: { argument: ArgumentView; isNew: boolean }) {
  const { goTo } = useEditor();
  const [open, setOpen] = useState(false);
  const [option = '', ...rest] = argument.words;
  const home = argument.field === null ? undefined : homeOf(argument.field);
  return (
    <li className="border-t border-line first:border-t-0">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="press flex min-h-11 w-full items-baseline gap-2 px-4 py-2 text-left font-mono text-[13px]/5 -outline-offset-2"
      >
        <span className="shrink-0 text-ink-2">{option}</span>
        <span className={clsx('min-w-0 flex-1', open ? 'wrap-anywhere' : 'truncate')}>{rest.join(' ')}</span>
        {isNew && (
          <span className="shrink-0 rounded-[3px] px-1 font-sans text-label font-medium ring-1 ring-line-strong">
            changed
          </span>
        )}
      </button>
      {open && (
        <div className="grid gap-2 px-4 pb-3 text-small text-ink-2">
          <p>{argumentReasonWords(argument.why)}</p>
          {home && (
            <button
              type="button"
              onClick={() => goTo(home.path)}
              className="tap w-fit underline decoration-line-strong underline-offset-3"
            >
              Go to: {home.words.label}
            </button>
          )}
        </div>
      )}
    </li>
  );
}
