import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BATON = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'apps', 'cli', 'dist', 'baton.mjs');

export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `baton` as a script would: its exit code and what it printed where. */
export function baton(stateDir: string, ...args: string[]): Promise<Said> {
  const env = { PATH: process.env.PATH, BATON_STATE_DIR: stateDir };
  return new Promise((resolve) => {
    execFile(process.execPath, [BATON, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}
