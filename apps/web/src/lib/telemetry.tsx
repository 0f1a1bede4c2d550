'use client';
import type { TelemetryTick } from '@baton/model/telemetry/sample';
import { useQuery } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { useTRPC } from './agent';

const KEPT_TICKS = 300;

const TicksContext = createContext<readonly TelemetryTick[]>([]);

/** True while the tab can be seen: a hidden page does not make the host sample. */
function usePageVisible(): boolean {
  const [visible, setVisible] = useState(true);
  useEffect(() => {
    const read = () => setVisible(document.visibilityState === 'visible');
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, []);
  return visible;
}

/**
 * Pages that show readings wrap themselves in this: the host is sampled only while one of them is open and visible.
 * @param machineId the machine that the page is about; the ticks have no other
 */
export function TelemetryProvider({ machineId, children }: { machineId?: string; children: ReactNode }) {
  const trpc = useTRPC();
  const visible = usePageVisible();
  const [live, setLive] = useState<readonly TelemetryTick[]>([]);
  const recent = useQuery({ ...trpc.telemetry.recent.queryOptions({ machineId, limit: 60 }), gcTime: 0 });
  useSubscription(
    trpc.telemetry.watch.subscriptionOptions(
      { machineId },
      {
        enabled: visible,
        onData: (tick) => setLive((ticks) => [...ticks.slice(1 - KEPT_TICKS), tick]),
      },
    ),
  );
  const ticks = useMemo(() => {
    const firstLive = live[0]?.at ?? Number.POSITIVE_INFINITY;
    return [...(recent.data ?? []).filter((tick) => tick.at < firstLive), ...live].slice(-KEPT_TICKS);
  }, [recent.data, live]);
  return <TicksContext value={ticks}>{children}</TicksContext>;
}

/** Ticks so far, oldest first; empty until the first one came. */
export function useTicks(): readonly TelemetryTick[] {
  return useContext(TicksContext);
}
