import type { AppRouter } from '@baton/api/router';
import {
  createTRPCClient,
  createWSClient,
  httpLink,
  splitLink,
  type TRPCClient,
  type TRPCWebSocketClient,
  wsLink,
} from '@trpc/client';
import { ConnectionMonitor } from './connection';
import { PromptSocket } from './prompt-socket';

const RETRY_FIRST_MS = 250;
const RETRY_MAX_MS = 5000;

export interface AgentConnection {
  readonly client: TRPCClient<AppRouter>;
  readonly socket: TRPCWebSocketClient;
  readonly monitor: ConnectionMonitor;
}

/** Procedures that read or set the session cookie go over plain HTTP; everything else over the one socket. */
const OVER_HTTP: ReadonlySet<string> = new Set(['session.state', 'session.setUp', 'session.login', 'session.logout']);

/** Opens nothing yet: the socket is made at the first call that needs it. */
export function connectAgent(): AgentConnection {
  const monitor = new ConnectionMonitor();
  const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = createWSClient({
    url: `${scheme}://${window.location.host}/trpc`,
    WebSocket: PromptSocket,
    lazy: { enabled: true, closeMs: 30_000 },
    keepAlive: { enabled: true, intervalMs: 5000, pongTimeoutMs: 3000 },
    retryDelayMs: (attempt) => {
      const delayMs = Math.min(RETRY_FIRST_MS * 2 ** attempt, RETRY_MAX_MS);
      monitor.retryingIn(delayMs);
      return delayMs;
    },
    onOpen: () => monitor.opened(),
    onClose: () => monitor.closed(),
    onError: () => monitor.closed(),
  });
  const client = createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (op) => OVER_HTTP.has(op.path),
        true: httpLink({ url: '/trpc' }),
        false: wsLink({ client: socket }),
      }),
    ],
  });
  return { client, socket, monitor };
}
