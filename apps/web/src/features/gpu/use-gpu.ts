'use client';
import type { GpuView } from '@baton/api/views';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/lib/agent';

/** Processes of the host open and close the GPU without telling anybody. */
export const WATCH_MS = 5000;

/**
 * The GPU of this host; `data: null` = it has no discrete one. With `watchMs` it is asked for again that often, while the page
 * can be seen and the host has the GPU.
 */
export function useGpu(watchMs?: number) {
  const trpc = useTRPC();
  return useQuery({
    ...trpc.gpu.view.queryOptions(),
    refetchInterval: ({ state }) => (watchMs !== undefined && state.data?.holder.kind === 'host' ? watchMs : false),
  });
}

/** The hand-over under way, or undefined. */
export function useHandover(gpu: GpuView | null | undefined) {
  const trpc = useTRPC();
  const id = gpu?.operationId;
  return useQuery(trpc.operation.get.queryOptions(id ? { id } : skipToken)).data;
}
