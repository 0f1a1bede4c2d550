'use client';
import type { GpuView } from '@baton/api/views';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/lib/agent';

/** The GPU of this host; `data: null` = it has no discrete one. */
export function useGpu() {
  const trpc = useTRPC();
  return useQuery(trpc.gpu.view.queryOptions());
}

/** The hand-over under way, or undefined. */
export function useHandover(gpu: GpuView | null | undefined) {
  const trpc = useTRPC();
  const id = gpu?.operationId;
  return useQuery(trpc.operation.get.queryOptions(id ? { id } : skipToken)).data;
}
