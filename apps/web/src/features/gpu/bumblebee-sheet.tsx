'use client';
import { wordsOf } from '@/lib/problem';
import { Code } from '@/ui/code';
import { Note } from '@/ui/note';
import { Sheet } from '@/ui/sheet';
import { sentences } from './gpu-words';

interface BumblebeeSheetProps {
  /** null = optirun is not installed, or the question failed. */
  result: { readonly ok: boolean; readonly output: string } | null;
  error: unknown;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** What `optirun nvidia-smi` said. */
export default function BumblebeeSheet({ result, error, open, onOpenChange }: BumblebeeSheetProps) {
  const title = result?.ok
    ? 'Bumblebee can use the GPU'
    : result
      ? 'Bumblebee could not use the GPU'
      : 'optirun was not run';
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={title} closeLabel="Close" wide={result !== null}>
      {result && (
        <>
          <p className="text-ink-2">
            <span className="mono">optirun nvidia-smi</span> {result.ok ? 'said:' : 'failed and said:'}
          </p>
          <Code table text={result.output.trim() || '(nothing)'} copyLabel="Copy the output" />
        </>
      )}
      {!result && !error && <Note title="optirun is not installed">Install Bumblebee’s optirun to verify it.</Note>}
      {Boolean(error) && (
        <Note tone="bad" role="alert" title={wordsOf(error).title}>
          {sentences(wordsOf(error))}
        </Note>
      )}
    </Sheet>
  );
}
