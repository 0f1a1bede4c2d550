import { FIELDS_BY_SECTION } from './fields';
import type { FieldWords } from './fields/field-words';
import { SECTIONS, type SectionId } from './sections';

export interface FoundField {
  readonly pattern: string;
  readonly section: SectionId;
  readonly label: string;
  readonly sectionLabel: string;
}

interface Entry extends FoundField {
  readonly name: string;
  readonly text: string;
}

const ENTRIES: readonly Entry[] = SECTIONS.flatMap(({ id, label: sectionLabel }) =>
  // An item is found by its list.
  Object.entries<FieldWords>(FIELDS_BY_SECTION[id])
    .filter(([pattern]) => !pattern.endsWith('.*'))
    .map(([pattern, { label, hint = '', find = '', choices = [] }]) => ({
      pattern,
      section: id,
      label,
      sectionLabel,
      name: plain(label),
      text: plain(
        [label, sectionLabel, hint, find, pattern, ...choices.flatMap((choice) => [choice.label, choice.hint])].join(
          ' ',
        ),
      ),
    })),
);

/** More would not be read. */
const SHOWN = 12;

/** Fields for what somebody typed, best first: every word must occur, and a word of the label counts most. */
export function searchFields(query: string): FoundField[] {
  const words = plain(query).split(' ').filter(Boolean);
  if (words.length === 0) return [];
  return ENTRIES.map((entry, index) => ({ entry, index, score: score(entry, words) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score || one.index - other.index)
    .slice(0, SHOWN)
    .map(({ entry: { pattern, section, label, sectionLabel } }) => ({ pattern, section, label, sectionLabel }));
}

function score({ name, text }: Entry, words: readonly string[]): number {
  const each = words.map((word): number => {
    if (!text.includes(word)) return 0;
    if (name.startsWith(word)) return 8;
    if (` ${name}`.includes(` ${word}`)) return 6;
    return ` ${text}`.includes(` ${word}`) ? 3 : 1;
  });
  if (each.includes(0)) return 0;
  // Words that stand together were meant together: kvm=off.
  const asTyped = ` ${text} `.includes(` ${words.join(' ')} `) ? 4 : 0;
  return asTyped + each.reduce((sum, one) => sum + one, 0) / each.length;
}

/** QEMU writes one thing with dashes, underscores and equal signs; people with none. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
