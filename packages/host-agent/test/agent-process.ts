import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { AppRouter } from '@baton/api/router';
import { createTRPCClient, createWSClient, wsLink } from '@trpc/client';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';

const BUNDLE = join(import.meta.dirname, '..', 'dist', 'main.mjs');
/** As the supervisor of `npm start` runs it (apps/start/src/supervise.mjs). */
const SMALL_HEAP = ['--liftoff-only', '--max-semi-space-size=1', '--no-opt', '--no-memory-reducer'];

export interface Ready {
  readonly event: 'ready';
  readonly socket: string;
  readonly setupToken: string | null;
  readonly simulated: boolean;
  readonly pid: number;
}

export interface AgentProcess {
  readonly child: ChildProcess;
  readonly ready: Ready;
}

export interface Ended {
  readonly code: number | null;
  readonly words: string;
}

/** True when the bundle is there; `npm run build` makes it. */
export function isBuilt(): boolean {
  return existsSync(BUNDLE) && statSync(BUNDLE).size > 0;
}

function spawnAgent(stateDir: string, env: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn(process.execPath, [...SMALL_HEAP, BUNDLE], {
    env: {
      PATH: process.env.PATH,
      BATON_STATE_DIR: stateDir,
      BATON_HOST: 'simulated',
      BATON_LOG_LEVEL: 'error',
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Starts the bundled agent as the launcher does. @throws Error with its last words when it does not become ready */
export async function startAgentProcess(stateDir: string, env: NodeJS.ProcessEnv = {}): Promise<AgentProcess> {
  const child = spawnAgent(stateDir, env);
  const words = collect(child);
  const ready = await new Promise<Ready>((resolve, reject) => {
    if (child.stdout) createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line)));
    child.once('exit', (code) => reject(new Error(`the agent ended with ${code}: ${words()}`)));
  });
  return { child, ready };
}

/** Starts an agent that is expected to refuse. */
export async function refusedAgent(stateDir: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const child = spawnAgent(stateDir, env);
  const words = collect(child);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, words: words() };
}

function collect(child: ChildProcess): () => string {
  const chunks: string[] = [];
  child.stderr?.on('data', (chunk) => chunks.push(String(chunk)));
  return () => chunks.join('').trim();
}

export function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill(signal);
  return ended;
}

/** A browser's line to the agent: comes back by itself when the agent does. */
export function browser(socketPath: string, cookie: string) {
  class CookieSocket extends WebSocket {
    constructor(url: string | URL) {
      super(url, { headers: { cookie } });
    }
  }
  const socket = createWSClient({
    url: `ws+unix://${socketPath}:/trpc`,
    WebSocket: CookieSocket as unknown as typeof globalThis.WebSocket,
    retryDelayMs: () => 50,
  });
  onTestFinished(() => void socket.close());
  return createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] });
}
