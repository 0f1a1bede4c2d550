'use client';
import { Pause, Play, X } from 'lucide-react';
import { sizeWords } from '@/features/machine/size-words';
import { problemWords } from '@/lib/problem';
import { IconButton } from '@/ui/icon-button';
import { ProgressBar } from '@/ui/progress-bar';
import type { ActiveUpload } from './upload-list';
import { useUploads } from './uploads';

/** An upload of this browser: how far, and pause, go on, cancel. */
export function ActiveUploadRow({ upload }: { upload: ActiveUpload }) {
  const { pause, resume, cancel } = useUploads();
  const { key, name, sizeBytes, sentBytes, state, problem } = upload;
  const words = problem && problemWords(problem);
  return (
    <li className="grid gap-2 border-t border-line px-4 py-3 first:border-t-0">
      <div className="flex min-w-0 items-center gap-1">
        <div className="min-w-0 flex-1">
          <b className="block truncate font-semibold">{name}</b>
          <span className="block text-small text-ink-2">
            {STATE_WORDS[state]}: {sizeWords(sentBytes)} of {sizeWords(sizeBytes)}
          </span>
        </div>
        {state === 'sending' || state === 'waiting' ? (
          <IconButton icon={Pause} label={`Pause the upload of ${name}`} onClick={() => pause(key)} />
        ) : (
          <IconButton icon={Play} label={`Go on with the upload of ${name}`} onClick={() => resume(key)} />
        )}
        <IconButton icon={X} label={`Cancel the upload of ${name}`} onClick={() => cancel(key)} />
      </div>
      <ProgressBar label={`Upload of ${name}`} done={sentBytes} total={sizeBytes} still={state !== 'sending'} />
      {words && (
        <p role="alert" className="text-small text-bad">
          {words.title}. {words.what} {words.next}
        </p>
      )}
    </li>
  );
}

const STATE_WORDS = { sending: 'Uploading', waiting: 'Waiting for the line', paused: 'Paused', failed: 'Stopped' };
