import { spawn } from 'node:child_process';

/** How a child ended. `exitCode` null: it could not be started, or a signal ended it; `failure` says which. */
export interface ChildEnd {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly failure: string;
}

export interface SmallChild {
  readonly pid: number | undefined;
  readonly ended: Promise<ChildEnd>;
  /** SIGKILL; nothing happens when it never started. */
  kill(): void;
  /** It must not keep the agent from ending. */
  forget(): void;
}

/**
 * A child that reads a line, writes a line and ends. Node's own spawn: a hand-over makes dozens of them, and execa's comforts take
 * half of the time of each.
 */
export function startChild(
  [file, ...args]: readonly [string, ...string[]],
  { input, path }: { readonly input: string; readonly path: string },
): SmallChild {
  const child = spawn(file, args, {
    detached: true,
    // Its own small environment: English words of the kernel's errors.
    env: { LC_ALL: 'C', PATH: path },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.stderr += text;
  });
  // A child that ended without reading: how it ended tells why.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const ended = new Promise<ChildEnd>((resolve) => {
    child.once('error', (error) => resolve({ ...said, exitCode: null, failure: error.message }));
    child.once('close', (exitCode, signal) => resolve({ ...said, exitCode, failure: `ended by ${signal}` }));
  });
  return {
    pid: child.pid,
    ended,
    kill: () => {
      if (child.pid !== undefined) child.kill('SIGKILL');
    },
    forget: () => {
      child.unref();
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
    },
  };
}
