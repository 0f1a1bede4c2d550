'use client';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
import { AlertBell } from '@/features/alerts/alert-bell';
import { AlertNews } from '@/features/alerts/alert-news';
import { findingsOf, needsLook } from '@/features/check/findings';
import { useConnectionState, useTRPC } from '@/lib/agent';
import { glyphOf } from '@/lib/machine-words';
import { useNow } from '@/lib/now';
import { useSession } from '@/lib/session-gate';
import { durationWords } from '@/lib/time-words';
import { AppShell } from '@/ui/shell/app-shell';
import { ConnectionBanner } from '@/ui/shell/connection-banner';

const KeepQuestion = lazy(() => import('@/features/gpu/keep-question'));

const MINUTE_MS = 60_000;

/** The shell with what it says about this host, kept true by events. */
export function Shell({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const session = useSession();
  const connection = useConnectionState();
  const machines = useQuery(trpc.machine.list.queryOptions());
  const host = useQuery(trpc.host.view.queryOptions());
  const gpu = useQuery(trpc.gpu.view.queryOptions());
  const around = useQuery(trpc.gpu.findings.queryOptions());
  const nowMs = useNow(MINUTE_MS);
  const keepQuestion = gpu.data?.keepQuestion;

  return (
    <AppShell
      machines={machines.data?.map(({ id, name, state, holdsGpu }) => ({ id, name, state: glyphOf(state), holdsGpu }))}
      host={
        host.data && {
          name: host.data.hostname,
          detail: `${shortSystem(host.data.os)}, up ${durationWords(nowMs - host.data.bootedAt)}`,
        }
      }
      live={connection.kind}
      simulated={session.simulated}
      holder={holderChip(gpu.data?.holder)}
      userName={session.actor.name}
      bell={<AlertBell />}
      checkCount={host.data ? needsLook(findingsOf(host.data, gpu.data ?? null, around.data)).length : 0}
      banner={
        <>
          {connection.kind === 'lost' && (
            <ConnectionBanner
              lostAtMs={connection.since}
              valuesFromMs={connection.since}
              retryAtMs={connection.retryAt}
            />
          )}
          {keepQuestion && (
            <Suspense fallback={null}>
              <KeepQuestion key={keepQuestion.operationId} asked={keepQuestion} />
            </Suspense>
          )}
        </>
      }
    >
      <AlertNews />
      {children}
    </AppShell>
  );
}

/** “Debian 12” for “Debian GNU/Linux 12 (bookworm)”: the sidebar is narrow. */
function shortSystem(os: string): string {
  return os.replace(' GNU/Linux', '').replace(/ \([^)]*\)$/, '');
}

function holderChip(holder: { kind: string; name?: string } | undefined): string | undefined {
  if (holder?.kind === 'host') return 'Host';
  return holder?.kind === 'machine' ? holder.name : undefined;
}
