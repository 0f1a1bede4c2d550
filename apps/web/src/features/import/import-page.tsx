'use client';
import type { ImportResult } from '@baton/model/import/result';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTRPC } from '@/lib/agent';
import { useAllowed } from '@/lib/allowed';
import { Note } from '@/ui/note';
import { ImportReview } from './import-review';
import { SourceForm } from './source-form';

/** What a person has, read and shown before anything is saved. */
export default function ImportPage() {
  const trpc = useTRPC();
  const forbidden = useAllowed('profile.edit');
  const machines = useQuery(trpc.machine.list.queryOptions());
  const read = useMutation(trpc.profile.readImport.mutationOptions());
  const top = useRef<HTMLDivElement>(null);
  const result = read.data as ImportResult | undefined;
  useEffect(() => {
    // The answer takes the form's place.
    if (result) top.current?.focus();
  }, [result]);
  if (forbidden) return <Note tone="plain" title={forbidden} />;
  return (
    <div ref={top} tabIndex={-1} className="grid min-w-0 gap-5 pb-10 outline-none">
      {result ? (
        <ImportReview
          result={result}
          taken={machines.data?.map(({ name }) => name) ?? []}
          onAnother={() => read.reset()}
        />
      ) : (
        <SourceForm reading={read.isPending} error={read.error} onRead={(source) => read.mutate({ source })} />
      )}
    </div>
  );
}
