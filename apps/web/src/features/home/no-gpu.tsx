'use client';
import { describe } from '@baton/model/describe';
import { problem } from '@baton/model/problem';
import { Note } from '@/ui/note';

/** This host has no GPU to lend. Machines run all the same. */
export function NoGpu() {
  const words = describe(problem('gpu.none', {}));
  return (
    <Note tone="plain" title={words.title}>
      {words.what} {words.next}
    </Note>
  );
}
