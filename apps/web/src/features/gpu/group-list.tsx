'use client';
import type { IommuGroupView } from '@baton/api/views';
import { describe, verdictWords } from '@baton/model/describe';
import { problem } from '@baton/model/problem';
import { useQuery } from '@tanstack/react-query';
import { ChevronDown, CircleCheck, CircleSlash, Cpu } from 'lucide-react';
import { useState } from 'react';
import { useTRPC } from '@/lib/agent';
import { QueryFailed } from '@/lib/query-failed';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { List } from '@/ui/list';
import { Note } from '@/ui/note';
import { SkeletonList } from '@/ui/skeleton';
import { FunctionRow } from './function-list';

const ICONS = { lendable: CircleCheck, 'with-others': CircleCheck, shared: CircleSlash, other: Cpu };

/** The host's IOMMU groups with their verdicts in words: the GPU's first, the others on demand. */
export function GroupList() {
  const trpc = useTRPC();
  const [all, setAll] = useState(false);
  const groups = useQuery(trpc.gpu.groups.queryOptions());
  if (groups.isError) return <QueryFailed error={groups.error} onRetry={groups.refetch} />;
  if (!groups.data) return <SkeletonList rows={2} label="Loading the groups" />;
  if (groups.data.length === 0) {
    const words = describe(problem('iommu.off', {}));
    return (
      <Note title={words.title}>
        {words.what} {words.next}
      </Note>
    );
  }
  const own = groups.data.filter(({ holdsGpu }) => holdsGpu);
  const others = groups.data.filter(({ holdsGpu }) => !holdsGpu);
  return (
    <>
      <List label="IOMMU groups">
        {[...own, ...(all || own.length === 0 ? others : [])].map((group) => (
          <GroupRow key={group.id} group={group} />
        ))}
      </List>
      {own.length > 0 && others.length > 0 && (
        <Button variant="bare" className="justify-self-start" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Only the GPU’s group' : `All ${groups.data.length} groups`}
        </Button>
      )}
    </>
  );
}

function GroupRow({ group }: { group: IommuGroupView }) {
  const [open, setOpen] = useState(false);
  const words = verdictWords(group.verdict);
  const names = group.functions.map(({ name }) => name).join(', ');
  return (
    <li className="border-t border-line first:border-t-0">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="press flex min-h-16 w-full items-start gap-3 px-4 py-3 text-left -outline-offset-2 desk:min-h-14"
      >
        <Icon as={ICONS[group.verdict]} className={group.verdict === 'shared' ? 'text-warn' : 'text-ink-2'} />
        <span className="min-w-0 flex-1">
          <b className="block font-semibold">{group.verdict === 'other' ? names : words.title}</b>
          <span className="block text-small text-ink-2">
            {words.what}
            {group.verdict !== 'other' && <span className="mt-0.5 block">{names}</span>}
          </span>
        </span>
        <span className="shrink-0 text-small text-ink-2">Group {group.id}</span>
        <Icon as={ChevronDown} small className={open ? 'mt-0.5 rotate-180' : 'mt-0.5'} />
      </button>
      {open && (
        <ul aria-label={`Group ${group.id}`} className="border-t border-line bg-groove/40">
          {group.functions.map((fn) => (
            <FunctionRow key={fn.address} fn={fn} />
          ))}
        </ul>
      )}
    </li>
  );
}
