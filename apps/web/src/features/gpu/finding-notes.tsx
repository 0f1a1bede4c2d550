'use client';
import { findingWords } from '@baton/model/describe';
import type { Finding } from '@baton/model/host/finding';
import { Note } from '@/ui/note';
import { sentences } from './gpu-words';
import { StepDetail } from './step-detail';

/** Findings before something is done: what may go wrong first. */
export function FindingNotes({ findings }: { findings: readonly Finding[] }) {
  return worstFirst(findings).map((found) => {
    const words = findingWords(found);
    return (
      <Note
        key={`${found.code} ${JSON.stringify(found.facts)}`}
        tone={found.severity === 'warning' ? 'warn' : 'plain'}
        title={words.title}
      >
        <StepDetail text={sentences(words)} />
      </Note>
    );
  });
}

export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => Number(a.severity === 'info') - Number(b.severity === 'info'));
}
