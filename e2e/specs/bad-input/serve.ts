import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

export interface Refusal {
  readonly code: number | null;
  /** What the terminal showed. */
  readonly output: string;
}

/** A start of Baton that is expected to end by itself. `how` is what is run: the whole of `npm start`, or what it leads to. */
export function refusedStart(
  how: 'apps/start/src/bootstrap.mjs' | 'e2e/fixtures/serve.mjs',
  env: Readonly<Record<string, string>>,
): Promise<Refusal> {
  const fixed = { PATH: process.env.PATH, BATON_BIND: '127.0.0.1', BATON_TLS: 'off', BATON_HOST: 'simulated' };
  const child = spawn(process.execPath, [join(ROOT, how), ...(how.includes('bootstrap') ? ['--no-install'] : [])], {
    env: { ...fixed, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output += chunk.toString('utf8');
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, output }));
  });
}
