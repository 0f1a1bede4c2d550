'use client';
import type { FindingView } from '@baton/api/views';
import { fixWords } from '@baton/model/describe';
import type { ProfileDraft } from '@baton/model/profile/definition';
import type { ProfileFix } from '@baton/model/profile/fix';
import { useQuery } from '@tanstack/react-query';
import { OctagonX, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { ProblemNote } from '@/features/machine/problem-note';
import { useTRPC } from '@/lib/agent';
import { problemWords } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { List } from '@/ui/list';
import { Section, SectionButton } from '@/ui/section';
import { fixesOf, groupFindings } from './group-findings';

interface DraftFindingsProps {
  draft: ProfileDraft;
  onFix: (set: ProfileFix['set']) => void;
}

/** What this host says to a draft: errors first, alike ones together, each with the one tap that makes it go away. */
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
  const groups = groupFindings((check.data ?? []) as readonly FindingView[]);
  if (groups.length === 0) return null;
  return (
    <Section title="What this host says to it">
      <List label="What this host says to it">
        {groups.map((group) => (
          <Group key={group.map(({ field }) => field).join(' ')} group={group} onFix={onFix} />
        ))}
      </List>
    </Section>
  );
}

function Group({ group, onFix }: { group: readonly FindingView[]; onFix: DraftFindingsProps['onFix'] }) {
  const [open, setOpen] = useState(false);
  const [first, ...others] = group;
  if (!first) return null;
  const error = first.severity === 'error';
  const { title, next } = problemWords(first.problem);
  const shown = open ? group : [first];
  return (
    <li className="flex flex-wrap gap-3 border-t border-line px-4 py-3 first:border-t-0">
      <Icon as={error ? OctagonX : TriangleAlert} className={error ? 'mt-px text-bad' : 'mt-px text-warn'} />
      <div className="min-w-0 flex-1 basis-56">
        <b className="block font-semibold">
          {title}
          <span className="sr-only">{error ? ', an error' : ', a warning'}</span>
        </b>
        {shown.map(({ field, problem }) => (
          <p key={field} className="text-small wrap-anywhere text-ink-2">
            {problemWords(problem).what}
          </p>
        ))}
        {others.length > 0 && !open && (
          <SectionButton onClick={() => setOpen(true)}>{others.length} more like this</SectionButton>
        )}
        <p className="text-small text-ink-2">{next}</p>
      </div>
      {first.fix && (
        <div className="self-center max-desk:basis-full max-desk:pl-8">
          <Button onClick={() => onFix(fixesOf(group))}>{fixWords(first.fix.label)}</Button>
        </div>
      )}
    </li>
  );
}
