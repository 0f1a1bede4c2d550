// @ts-check
import { spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';

const LOG_ROTATE_BYTES = 8 * 1024 * 1024;
const BACKOFF_FIRST_MS = 200;
const BACKOFF_MAX_MS = 10_000;
/** A process that lived this long starts again without delay. */
const LIVED_WELL_MS = 30_000;
const STOP_PATIENCE_MS = 8000;

/** Exit codes of sysexits.h: a wrong setting or a place that cannot be used. Trying again would not help. */
export function isFatalExit(/** @type {number | null} */ code) {
  return code !== null && code >= 64 && code <= 78;
}

/** @param {number} failures in a row, 1 for the first */
export function backoffMs(failures) {
  return Math.min(BACKOFF_FIRST_MS * 2 ** (failures - 1), BACKOFF_MAX_MS);
}

/** The words of a process that gave up: its plain lines, or the last of its log. @param {string} text */
export function lastWords(text) {
  const lines = text.trimEnd().split('\n');
  const plain = lines.filter((line) => line !== '' && !line.startsWith('{'));
  return (plain.length > 0 ? plain : lines).slice(-8).join('\n');
}

/** @param {string} logFile */
function openLog(logFile) {
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_ROTATE_BYTES) renameSync(logFile, `${logFile}.1`);
  return openSync(logFile, 'a', 0o600);
}

/**
 * @typedef {object} ChildSpec
 * @property {string} name
 * @property {string} file the bundle
 * @property {readonly string[]} nodeFlags for a small heap
 * @property {string} logFile
 * @property {NodeJS.ProcessEnv} env
 * @property {(ready: Record<string, unknown>) => void} onReady its one JSON line on stdout
 * @property {(why: string, code: number) => void} onFatal it cannot run at all; `code` is what we should end with
 * @property {(why: string, againInMs: number) => void} onRestart
 */

/**
 * Keeps one process alive. Its stdin is a pipe from us: when we are gone, it ends too.
 * @param {ChildSpec} spec
 */
export function keepAlive(spec) {
  let stopping = false;
  let failures = 0;
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child;
  /** @type {NodeJS.Timeout | undefined} */
  let again;

  const start = () => {
    const log = openLog(spec.logFile);
    const logStart = fstatSync(log).size;
    const bornMs = Date.now();
    const born = spawn(process.execPath, [...spec.nodeFlags, spec.file], {
      env: { ...process.env, ...spec.env, NODE_ENV: 'production', BATON_SUPERVISED: '1' },
      stdio: ['pipe', 'pipe', log],
    });
    closeSync(log);
    child = born;
    // A broken pipe is its end; the exit tells.
    born.stdin?.on('error', () => {});
    if (born.stdout) {
      createInterface({ input: born.stdout }).on('line', (line) => {
        const message = parseReady(line);
        if (message) spec.onReady(message);
      });
    }
    born.on('error', (error) => spec.onFatal(error.message, 1));
    born.on('exit', (code, signal) => {
      child = undefined;
      if (stopping) return;
      const words = lastWords(readFileSync(spec.logFile).subarray(logStart).toString('utf8'));
      if (code !== null && isFatalExit(code)) {
        spec.onFatal(words || `it ended with code ${code}`, code);
        return;
      }
      failures = Date.now() - bornMs > LIVED_WELL_MS ? 1 : failures + 1;
      const delay = backoffMs(failures);
      spec.onRestart(signal ? `ended by ${signal}` : `ended with code ${code}`, delay);
      again = setTimeout(start, delay);
    });
  };

  return {
    start,
    /** Asks it to end, and ends it when it does not. */
    stop: async () => {
      stopping = true;
      clearTimeout(again);
      const born = child;
      if (!born || born.exitCode !== null) return;
      const ended = new Promise((resolve) => born.once('exit', resolve));
      born.kill('SIGTERM');
      const firmly = setTimeout(() => born.kill('SIGKILL'), STOP_PATIENCE_MS);
      await ended;
      clearTimeout(firmly);
    },
  };
}

/** @param {string} line @returns {Record<string, unknown> | undefined} */
function parseReady(line) {
  if (!line.startsWith('{')) return undefined;
  try {
    const message = JSON.parse(line);
    return message.event === 'ready' ? message : undefined;
  } catch {
    return undefined;
  }
}
