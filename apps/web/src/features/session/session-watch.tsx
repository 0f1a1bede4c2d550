'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useConnectionState, useTRPC } from '@/lib/agent';

/** A session that was ended elsewhere closes the socket: asked over HTTP, the agent then says who we are not. */
export function SessionWatch() {
  const { kind } = useConnectionState();
  const queries = useQueryClient();
  const trpc = useTRPC();
  useEffect(() => {
    if (kind === 'lost') void queries.invalidateQueries({ queryKey: trpc.session.state.queryKey() });
  }, [kind, queries, trpc]);
  return null;
}
