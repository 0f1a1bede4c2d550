'use client';
import type { GpuView, HostView } from '@baton/api/views';
import { operationWords } from '@baton/model/describe';
import { useQuery } from '@tanstack/react-query';
import { findingsOf, needsLook } from '@/features/check/findings';
import { attentionOf, lookOf, problemSentences } from '@/features/gpu/gpu-words';
import { hasChoices } from '@/features/start/about-gpu';
import { useStartMachine } from '@/features/start/start-machine';
import { useTRPC } from '@/lib/agent';
import { useNow } from '@/lib/now';
import { toneOf } from '@/lib/problem';
import { Button, ButtonLink } from '@/ui/button';
import { Note } from '@/ui/note';

const SHOWN_MAX = 3;
/** A hand-over that failed is news for this long. */
const NEWS_MS = 3_600_000;

/**
 * What needs attention: the last hand-over when it failed, then what the host check found. Nothing when all is well, and nothing
 * twice: what the GPU card says already is left out. That machines are emulated stands with the host's readings: amber is for
 * what a person can change here.
 */
export function Looks({ gpu, host }: { gpu: GpuView | null; host: HostView | null }) {
  const last = useFailedHandover();
  const { offer } = useStartMachine();
  const onCard = gpu ? attentionOf(gpu)?.code : undefined;
  const failed = gpu && lookOf(gpu) !== 'moving' && last?.problem && last.problem.code !== onCard ? last : null;
  const told = new Set<string | undefined>(['kvm', onCard, failed?.problem?.code]);
  const found = host ? needsLook(findingsOf(host, gpu)).filter(({ id }) => !told.has(id)) : [];
  const about = failed?.problem && problemSentences(failed.problem);
  return (
    <>
      {failed?.problem && about && (
        <Note
          tone={toneOf(failed.problem)}
          role="status"
          title={`${operationWords(failed.kind, failed.subject.name)}: ${about.title}`}
          actionBelow
          action={
            failed.kind === 'start' && failed.problem && hasChoices(failed.problem) ? (
              <Button onClick={() => failed.problem && offer(failed.subject, failed.problem)}>Options</Button>
            ) : (
              <ButtonLink href="/gpu">Why</ButtonLink>
            )
          }
          className="mb-3 last:mb-0"
        >
          {about.text}
        </Note>
      )}
      {found.slice(0, SHOWN_MAX).map((finding) => (
        <Note
          key={finding.id}
          tone={finding.verdict === 'fail' ? 'bad' : 'warn'}
          title={finding.name}
          actionBelow
          action={<ButtonLink href={finding.id.startsWith('gpu.') ? '/gpu' : '/check'}>Review</ButtonLink>}
          className="mb-3 last:mb-0"
        >
          {finding.found}
        </Note>
      ))}
    </>
  );
}

/** The last hand-over, when it failed and is still news. */
function useFailedHandover() {
  const trpc = useTRPC();
  const nowMs = useNow(60_000);
  const last = useQuery(trpc.operation.list.queryOptions({ limit: 1, gpu: true })).data?.[0];
  if (!last || (last.state !== 'failed' && last.state !== 'undone')) return null;
  // Somebody wanted it so.
  if (last.problem?.code === 'gpu.wait-cancelled') return null;
  return nowMs - (last.endedAt ?? last.startedAt) > NEWS_MS ? null : last;
}
