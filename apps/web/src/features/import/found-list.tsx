import type { ImportNote } from '@baton/model/import/result';
import { List } from '@/ui/list';
import { Section } from '@/ui/section';
import { NoteSign } from './note-sign';
import { needsHands, noteWords } from './note-words';

/** What is wrong with the source, and what was made of it: its author may not know. What needs hands comes first. */
export function FoundList({ findings }: { findings: readonly ImportNote[] }) {
  if (findings.length === 0) return null;
  const sorted = [...findings].sort((one, other) => Number(needsHands(other)) - Number(needsHands(one)));
  const todo = findings.filter(needsHands).length;
  return (
    <Section
      title="What was found in it"
      action={todo > 0 ? `${findings.length}, ${todo} for you to see to` : String(findings.length)}
    >
      <List label="What was found in it">
        {sorted.map((finding) => (
          <li
            key={`${finding.line} ${finding.code} ${JSON.stringify(finding.facts)}`}
            className="flex gap-3 border-t border-line px-4 py-3 first:border-t-0"
          >
            <NoteSign note={finding} />
            <p className="min-w-0 flex-1 wrap-anywhere">{noteWords(finding)}</p>
            {finding.line !== null && (
              <span className="font-mono text-label/5 whitespace-nowrap text-ink-2">
                <span className="max-desk:sr-only">line </span>
                {finding.line}
              </span>
            )}
          </li>
        ))}
      </List>
    </Section>
  );
}
