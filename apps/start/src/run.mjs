// @ts-check
import { spawn } from 'node:child_process';

/**
 * Runs a command to its end. The last lines of its output are kept for the case that it fails.
 * @param {readonly string[]} argv
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean }} [options] `show` passes the output through
 * @returns {Promise<{ ok: boolean, code: number | null, tail: string }>}
 */
export function run(argv, options = {}) {
  const [command, ...args] = argv;
  return new Promise((resolve) => {
    const child = spawn(/** @type {string} */ (command), args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: options.show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    let tail = '';
    const keep = (/** @type {Buffer} */ chunk) => {
      tail = (tail + chunk.toString('utf8')).slice(-4000);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', (error) => resolve({ ok: false, code: null, tail: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, code, tail: tail.trimEnd() }));
  });
}
