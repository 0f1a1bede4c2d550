'use client';
import type { UploadView } from '@baton/api/views';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemNote } from '@/features/machine/problem-note';
import { sizeWords } from '@/features/machine/size-words';
import { useTRPC } from '@/lib/agent';
import { useAllowed } from '@/lib/allowed';
import { useNow } from '@/lib/now';
import { momentWords } from '@/lib/time-words';
import { Button } from '@/ui/button';
import { List } from '@/ui/list';
import { ProgressBar } from '@/ui/progress-bar';
import { Section } from '@/ui/section';
import { ActiveUploadRow } from './active-upload-row';
import { PickFileButton } from './pick-file-button';
import { leftBehind } from './upload-list';
import { useUploads } from './uploads';

/** What is being uploaded from here, and what was left unfinished anywhere. Nothing when there is none. */
export function UploadSection() {
  const trpc = useTRPC();
  const { active } = useUploads();
  const unfinished = useQuery(trpc.storage.uploads.queryOptions());
  const left = leftBehind(unfinished.data ?? [], active);
  if (active.length === 0 && left.length === 0) return null;
  return (
    <Section title="Uploads">
      <List label="Uploads">
        {active.map((upload) => (
          <ActiveUploadRow key={upload.key} upload={upload} />
        ))}
        {left.map((upload) => (
          <UnfinishedRow key={upload.id} upload={upload} />
        ))}
      </List>
    </Section>
  );
}

/** It goes on where it stopped, once the same file is chosen again: a browser does not keep files. */
function UnfinishedRow({ upload }: { upload: UploadView }) {
  const { id, name, kind, sizeBytes, receivedBytes, startedAt } = upload;
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { begin } = useUploads();
  const forbidden = useAllowed('storage.edit');
  const nowMs = useNow(60_000);
  const [other, setOther] = useState<string>();
  const cancel = useMutation(
    trpc.storage.cancelUpload.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.storage.uploads.queryKey() }),
    }),
  );
  const goOn = (file: File) => {
    if (file.name === name && file.size === sizeBytes) return begin(file, kind);
    setOther(
      file.name === name
        ? `This ${name} has ${sizeWords(file.size)}, the one that was begun ${sizeWords(sizeBytes)}.`
        : `That is ${file.name}. Choose ${name} to go on, or upload it as a new file below.`,
    );
  };
  return (
    <li className="grid gap-2 border-t border-line px-4 py-3 first:border-t-0">
      <div className="min-w-0">
        <b className="block truncate font-semibold">{name}</b>
        <span className="block text-small text-ink-2">
          Unfinished: {sizeWords(receivedBytes)} of {sizeWords(sizeBytes)}, begun {momentWords(startedAt, nowMs)}.
          Choose the same file again, and it goes on where it stopped.
        </span>
      </div>
      <ProgressBar label={`Upload of ${name}`} done={receivedBytes} total={sizeBytes} still />
      {other && (
        <p role="alert" className="text-small text-bad">
          {other}
        </p>
      )}
      {cancel.isError && <ProblemNote error={cancel.error} />}
      {!forbidden && (
        <div className="flex flex-wrap gap-2">
          <PickFileButton onPick={goOn}>Choose the file</PickFileButton>
          <Button variant="bare" busy={cancel.isPending} onClick={() => cancel.mutate({ id })}>
            Forget it<span className="sr-only">: {name}</span>
          </Button>
        </div>
      )}
    </li>
  );
}
