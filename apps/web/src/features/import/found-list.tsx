import type { ImportNote } from '@baton/model/import/result';
import { importNoteWords } from '@baton/model/words/import-notes';
import { TriangleAlert } from 'lucide-react';
import { Icon } from '@/ui/icon';
import { List } from '@/ui/list';
import { Section } from '@/ui/section';

/** What is wrong with the source, and what was made of it: its author may not know. */
export function FoundList({ findings }: { findings: readonly ImportNote[] }) {
  if (findings.length === 0) return null;
  return (
    <Section title="What was found in it" action={String(findings.length)}>
      <List label="What was found in it">
        {findings.map((finding) => (
          <li
            key={`${finding.line} ${finding.code} ${JSON.stringify(finding.facts)}`}
            className="flex gap-3 border-t border-line px-4 py-3 first:border-t-0"
          >
            <Icon as={TriangleAlert} className="mt-px text-warn" />
            <p className="min-w-0 flex-1 wrap-anywhere">{importNoteWords(finding)}</p>
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
