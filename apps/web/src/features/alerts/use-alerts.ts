'use client';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/lib/agent';

/** The newest alerts, what is still so first; the same ones for the bell, the sheet and the messages. */
export function useAlerts() {
  const trpc = useTRPC();
  return useQuery(trpc.alert.list.queryOptions({ limit: 50 }));
}
