import type { ImportNote } from '@baton/model/import/result';
import { Info, TriangleAlert } from 'lucide-react';
import { Icon } from '@/ui/icon';
import { needsHands } from './note-words';

/** Amber where a person can do something, grey where Baton has. */
export function NoteSign({ note, small }: { note: ImportNote; small?: boolean }) {
  const todo = needsHands(note);
  return (
    <Icon as={todo ? TriangleAlert : Info} small={small} className={todo ? 'mt-px text-warn' : 'mt-px text-ink-2'} />
  );
}
