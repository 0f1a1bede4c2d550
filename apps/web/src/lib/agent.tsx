'use client';
import type { AppRouter } from '@baton/api/router';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { type AgentConnection, connectAgent } from './client';
import type { ConnectionState } from './connection';

const trpcContext = createTRPCContext<AppRouter>();

/** The typed query and mutation options of the agent's API. */
export const useTRPC = trpcContext.useTRPC;
export const useTRPCClient = trpcContext.useTRPCClient;

interface Line {
  readonly generation: number;
  readonly connection: AgentConnection;
  readonly queryClient: QueryClient;
}

const ConnectionContext = createContext<AgentConnection | null>(null);
const BeginAnewContext = createContext<() => void>(() => undefined);

/** Queries stay fresh until an event says otherwise: nothing is refetched on a timer or on focus. */
function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: 1,
      },
      mutations: { retry: false },
    },
  });
}

/**
 * Makes the connection in the browser only: the static export has nobody to talk to.
 * Who is logged in belongs to the socket, so that after a log-in or log-out all of it is made anew, with nothing remembered.
 */
export function AgentProvider({ children }: { children: ReactNode }) {
  const [generation, setGeneration] = useState(0);
  const [line, setLine] = useState<Line | null>(null);
  const [beginAnew] = useState(() => () => setGeneration((known) => known + 1));
  useEffect(() => {
    const connection = connectAgent();
    setLine({ generation, connection, queryClient: makeQueryClient() });
    return () => {
      setLine(null);
      void connection.socket.close();
    };
  }, [generation]);
  if (!line) return null;
  return (
    <ConnectionContext key={line.generation} value={line.connection}>
      <BeginAnewContext value={beginAnew}>
        <QueryClientProvider client={line.queryClient}>
          <trpcContext.TRPCProvider trpcClient={line.connection.client} queryClient={line.queryClient}>
            {children}
          </trpcContext.TRPCProvider>
        </QueryClientProvider>
      </BeginAnewContext>
    </ConnectionContext>
  );
}

/** Opens the line to the agent anew: after a log-in or log-out, so that the socket carries the new cookie. */
export function useBeginAnew(): () => void {
  return useContext(BeginAnewContext);
}

export function useConnection(): AgentConnection {
  const connection = useContext(ConnectionContext);
  if (!connection) throw new Error('useConnection outside of AgentProvider');
  return connection;
}

/** Live, connecting, or lost since when. */
export function useConnectionState(): ConnectionState {
  const { monitor } = useConnection();
  return useSyncExternalStore(monitor.subscribe, monitor.state, monitor.state);
}
