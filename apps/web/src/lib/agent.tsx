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

const ConnectionContext = createContext<AgentConnection | null>(null);

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

/** Makes the connection once, in the browser only: the static export has nobody to talk to. */
export function AgentProvider({ children }: { children: ReactNode }) {
  const [connection, setConnection] = useState<AgentConnection | null>(null);
  const [queryClient] = useState(makeQueryClient);
  useEffect(() => {
    const made = connectAgent();
    setConnection(made);
    return () => {
      void made.socket.close();
    };
  }, []);
  if (!connection) return null;
  return (
    <ConnectionContext value={connection}>
      <QueryClientProvider client={queryClient}>
        <trpcContext.TRPCProvider trpcClient={connection.client} queryClient={queryClient}>
          {children}
        </trpcContext.TRPCProvider>
      </QueryClientProvider>
    </ConnectionContext>
  );
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
