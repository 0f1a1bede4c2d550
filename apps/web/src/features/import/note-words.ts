import type { ImportNote } from '@baton/model/import/result';
import { importNoteWords } from '@baton/model/words/import-notes';
import { fieldWords } from './field-words';

/** A note with its field named as the page names it. */
export function noteWords(note: ImportNote): string {
  if (note.code !== 'value-changed' && note.code !== 'placeholder') return importNoteWords(note);
  const field = fieldWords(note.facts.field);
  return importNoteWords({ ...note, facts: { ...note.facts, field } } as ImportNote);
}

const TO_DO: readonly ImportNote['code'][] = [
  'relative-path',
  'format-guessed',
  'variable-unset',
  'lost-shell',
  'lost-unsafe',
  'lost-unsupported',
];

/** Somebody has to do something about it here; the rest was seen to, and is good to know. */
export function needsHands({ code }: ImportNote): boolean {
  return TO_DO.includes(code);
}
