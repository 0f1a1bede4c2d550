'use client';
import type { GpuView, HostView } from '@baton/api/views';
import { operationWords } from '@baton/model/describe';
import { useQuery } from '@tanstack/react-query';
import { findingsOf, needsLook } from '@/features/check/findings';
import { lookOf, problemSentences } from '@/features/gpu/gpu-words';
import { useTRPC } from '@/lib/agent';
import { useNow } from '@/lib/now';
import { ButtonLink } from '@/ui/button';
import { Note } from '@/ui/note';

const SHOWN_MAX = 3;
/** A hand-over that failed is news for this long. */
const NEWS_MS = 3_600_000;

/**
 * What needs attention: the last hand-over when it failed, then what the host check found. Nothing when all is well.
 * That machines are emulated stands with the host's readings: amber is for what a person can change here.
 */
export function Looks({ gpu, host }: { gpu: GpuView | null; host: HostView | null }) {
  const found = host ? needsLook(findingsOf(host, gpu)).filter(({ id }) => id !== 'kvm') : [];
  return (
    <>
      {gpu && lookOf(gpu) !== 'moving' && <FailedHandover />}
      {found.slice(0, SHOWN_MAX).map((finding) => (
        <Note
          key={finding.id}
          tone={finding.verdict === 'fail' ? 'bad' : 'warn'}
          title={finding.name}
          action={<ButtonLink href={finding.id.startsWith('gpu.') ? '/gpu' : '/check'}>Review</ButtonLink>}
          className="not-first:mt-3"
        >
          {finding.found}
        </Note>
      ))}
    </>
  );
}

function FailedHandover() {
  const trpc = useTRPC();
  const nowMs = useNow(60_000);
  const last = useQuery(trpc.operation.list.queryOptions({ limit: 1, gpu: true })).data?.[0];
  if (!last?.problem || (last.state !== 'failed' && last.state !== 'undone')) return null;
  if (nowMs - (last.endedAt ?? last.startedAt) > NEWS_MS) return null;
  const { title, text } = problemSentences(last.problem);
  return (
    <Note
      tone="bad"
      role="status"
      title={`${operationWords(last.kind, last.subject.name)}: ${title}`}
      action={<ButtonLink href="/gpu">Why</ButtonLink>}
      className="mb-3 last:mb-0"
    >
      {text}
    </Note>
  );
}
