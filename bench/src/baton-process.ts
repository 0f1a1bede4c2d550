import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppRouter } from '@baton/api/router';
import { createTRPCClient, createWSClient, type TRPCClient, wsLink } from '@trpc/client';
import WebSocket from 'ws';
import { type ReadyProcess, startProcess } from './child-process';
import { AGENT_BUNDLE, GATEWAY_BUNDLE, SMALL_HEAP } from './paths';

export interface AgentProcess extends ReadyProcess {
  readonly stateDir: string;
}

/** An agent on the simulated laptop, in a state directory of its own. */
export async function startAgent(): Promise<AgentProcess> {
  const stateDir = mkdtempSync(join(tmpdir(), 'baton-bench-'));
  const env = { BATON_STATE_DIR: stateDir, BATON_HOST: 'simulated', BATON_SCENARIO: 'optimus' };
  const agent = await startProcess([...SMALL_HEAP, AGENT_BUNDLE], env);
  return {
    ...agent,
    stateDir,
    stop: async () => {
      await agent.stop();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

/** The same agent again, on the state that it left. */
export function restartAgent(stateDir: string): Promise<ReadyProcess> {
  const env = { BATON_STATE_DIR: stateDir, BATON_HOST: 'simulated', BATON_SCENARIO: 'optimus' };
  return startProcess([...SMALL_HEAP, AGENT_BUNDLE], env);
}

/** A gateway on a free port of the loopback, with TLS as by default. */
export async function startGateway(stateDir: string): Promise<ReadyProcess> {
  const env = { BATON_STATE_DIR: stateDir, BATON_BIND: '127.0.0.1', BATON_PORT: String(await freePort()) };
  return startProcess([...SMALL_HEAP, GATEWAY_BUNDLE], env);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** The agent's API over its socket, as the local operator. */
export function connectAgent(stateDir: string): { api: TRPCClient<AppRouter>; close: () => Promise<void> } {
  const token = readFileSync(join(stateDir, 'run', 'operator.token'), 'utf8').trim();
  class OperatorSocket extends WebSocket {
    constructor(url: string | URL) {
      super(url, { headers: { authorization: `Bearer ${token}` } });
    }
  }
  const socket = createWSClient({
    url: `ws+unix://${join(stateDir, 'run', 'agent.sock')}:/trpc`,
    WebSocket: OperatorSocket as unknown as typeof globalThis.WebSocket,
  });
  return { api: createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] }), close: () => socket.close() };
}
