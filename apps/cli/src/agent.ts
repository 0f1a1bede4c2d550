import { readFileSync } from 'node:fs';
import type { AppRouter } from '@baton/api/router';
import { createTRPCClient, createWSClient, type TRPCClient, wsLink } from '@trpc/client';
import WebSocket from 'ws';
import type { CliConfig } from './config';
import { AgentUnreachable } from './failure';

export interface Agent {
  readonly api: TRPCClient<AppRouter>;
  close(): void;
}

/**
 * Opens the line to the agent over its UNIX socket, as the local operator.
 * @throws AgentUnreachable when Baton does not run or the token may not be read
 */
export async function connect(config: CliConfig): Promise<Agent> {
  const token = readToken(config);
  class OperatorSocket extends WebSocket {
    constructor(url: string | URL) {
      super(url, { headers: { authorization: `Bearer ${token}` } });
    }
  }
  const opened = deferred();
  const socket = createWSClient({
    url: `ws+unix://${config.socketPath}:/trpc`,
    WebSocket: OperatorSocket as unknown as typeof globalThis.WebSocket,
    retryDelayMs: () => 500,
    onOpen: () => opened.resolve(),
    onError: () => opened.reject(new AgentUnreachable(`Nothing answers at ${config.socketPath}.`)),
  });
  await opened.promise.catch((error: unknown) => {
    void socket.close();
    throw error;
  });
  return {
    api: createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] }),
    close: () => void socket.close(),
  };
}

export function readToken(config: CliConfig): string {
  try {
    return readFileSync(config.tokenFile, 'utf8').trim();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new AgentUnreachable(
      code === 'EACCES' ? `You may not read ${config.tokenFile}.` : `There is no ${config.tokenFile}.`,
    );
  }
}

/** Promise.withResolvers, which Node 20 does not have. */
function deferred(): { promise: Promise<void>; resolve: () => void; reject: (error: Error) => void } {
  let resolve = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
