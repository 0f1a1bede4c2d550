'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTRPC } from '@/lib/agent';

/** Asks again for what a machine's devices are, after something was asked of them here: the answer need not wait for an event. */
export function useRefreshLive(): () => void {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return useCallback(() => {
    for (const queryKey of [
      trpc.media.pathKey(),
      trpc.usb.pathKey(),
      trpc.machineDisk.pathKey(),
      trpc.guest.pathKey(),
    ]) {
      void queries.invalidateQueries({ queryKey });
    }
  }, [trpc, queries]);
}
