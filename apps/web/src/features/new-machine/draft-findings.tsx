'use client';
import type { FindingView } from '@baton/api/views';
import { fixWords } from '@baton/model/describe';
import type { ProfileDraft } from '@baton/model/profile/definition';
import type { ProfileFix } from '@baton/model/profile/fix';
import { useQuery } from '@tanstack/react-query';
import { ProblemNote } from '@/features/machine/problem-note';
import { useTRPC } from '@/lib/agent';
import { problemWords } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Note } from '@/ui/note';

interface DraftFindingsProps {
  draft: ProfileDraft;
  /** Left out: no fix is offered. */
  onFix?: (fix: ProfileFix) => void;
}

/** What this host says to a draft: errors first, each with the one tap that makes it go away where there is one. */
export function DraftFindings({ draft, onFix }: DraftFindingsProps) {
  const trpc = useTRPC();
  const check = useQuery({
    ...trpc.profile.check.queryOptions({ id: null, draft }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  if (check.isError) return <ProblemNote error={check.error} onRetry={() => void check.refetch()} />;
  // A fix's value is any JSON, which the line's types take for something that may be missing.
  const found = [...((check.data ?? []) as readonly FindingView[])].sort((one, other) => weight(one) - weight(other));
  if (found.length === 0) return null;
  return (
    <ul aria-label="What this host says to it" className="grid gap-3">
      {found.map((finding) => (
        <li key={`${finding.field} ${finding.problem.code} ${JSON.stringify(finding.problem.facts)}`}>
          <FindingNote finding={finding} onFix={onFix} />
        </li>
      ))}
    </ul>
  );
}

function FindingNote({ finding, onFix }: { finding: FindingView; onFix: DraftFindingsProps['onFix'] }) {
  const { severity, problem, fix } = finding;
  const words = problemWords(problem);
  return (
    <Note
      tone={severity === 'error' ? 'bad' : 'warn'}
      title={words.title}
      actionBelow
      action={fix && onFix && <Button onClick={() => onFix(fix)}>{fixWords(fix.label)}</Button>}
    >
      {words.what} {words.next}
    </Note>
  );
}

function weight({ severity }: FindingView): number {
  return severity === 'error' ? 0 : 1;
}
