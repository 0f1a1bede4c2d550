import type { ProfileDraft } from '@baton/model/profile/definition';
import { ArrowRight, Check, CircleSlash, PackageOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon, type IconType } from '@/ui/icon';
import { fieldWords, valueWords } from './field-words';
import { NoteSign } from './note-sign';
import { noteWords } from './note-words';
import type { ToldPart } from './parts';

/** One part of the source at the left, what became of it at the right. */
export function PartRow({ part, draft }: { part: ToldPart; draft: ProfileDraft }) {
  const { text, line, notes } = part;
  return (
    <li className="grid border-t border-line first:border-t-0 desk:grid-cols-2">
      <div className="flex min-w-0 gap-3 bg-groove px-4 py-2.5 desk:border-r desk:border-line">
        <span className="w-7 shrink-0 text-right font-mono text-label/5 text-ink-3">
          {line !== null && <span className="sr-only">Line </span>}
          {line}
        </span>
        <code className="min-w-0 flex-1 text-[13px]/5 wrap-anywhere whitespace-pre-wrap">{text}</code>
      </div>
      <div className="grid min-w-0 content-start gap-1.5 px-4 py-2.5 text-small">
        <Became part={part} draft={draft} />
        {notes.map((note) => (
          <p key={`${note.code} ${JSON.stringify(note.facts)}`} className="flex gap-2 text-ink-2">
            <NoteSign note={note} small />
            <span className="min-w-0 wrap-anywhere">{noteWords(note)}</span>
          </p>
        ))}
      </div>
    </li>
  );
}

const LOOKS = {
  'not-needed': { icon: Check, word: 'Not needed' },
  lost: { icon: CircleSlash, word: 'Lost' },
} as const;

function Became({ part: { became }, draft }: { part: ToldPart; draft: ProfileDraft }) {
  switch (became.kind) {
    case 'field':
      return became.fields.map((field) => {
        const value = valueWords(draft, field);
        return (
          <Line key={field} icon={ArrowRight}>
            {fieldWords(field)}
            {value !== undefined && <span className="mono text-ink-2 wrap-anywhere"> {value}</span>}
          </Line>
        );
      });
    case 'kept':
      return (
        <Line icon={PackageOpen} word="Kept">
          As an extra argument, for administrators: <span className="mono wrap-anywhere">{became.argv.join(' ')}</span>
        </Line>
      );
    case 'lost':
      return (
        <Line {...LOOKS[became.note.code === 'lost-not-needed' ? 'not-needed' : 'lost']}>{noteWords(became.note)}</Line>
      );
  }
}

function Line({ icon, word, children }: { icon: IconType; word?: string; children: ReactNode }) {
  return (
    <p className="flex gap-2">
      <Icon as={icon} small className="mt-px text-ink-2" />
      <span className="min-w-0">
        {word && <b className="font-semibold">{word}. </b>}
        {children}
      </span>
    </p>
  );
}
