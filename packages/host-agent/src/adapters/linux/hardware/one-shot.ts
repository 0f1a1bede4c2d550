import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../ports/clock';
import { StuckError, WriteError } from '../../../ports/kernel-errors';
import { startChild } from './small-child';

export interface OneShotParts {
  readonly clock: Clock;
  readonly procRoot: string;
  /** Where programs live. */
  readonly path?: string;
}

export interface OneShotOrder {
  /** What it does, for people: `unbind 0000:01:00.0`. */
  readonly doing: string;
  readonly argv: readonly [string, ...string[]];
  readonly input?: string;
  readonly deadlineMs: number;
}

export interface OneShotResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The last line of stderr. */
  readonly words: string;
}

/** The folders where modprobe and its like live. */
export const PROGRAM_PATH = '/usr/sbin:/usr/bin:/sbin:/bin';
const LAST_CHANCE_MS = 500;

/**
 * Touches the kernel from a child process with a deadline: a write that the kernel never answers then costs one child, and
 * not a thread of ours for ever (docs/adr/004).
 */
export class OneShot {
  constructor(private readonly parts: OneShotParts) {}

  /** @throws StuckError when the child neither answers nor dies; WriteError when it was only slow, or cannot be started. */
  async run({ doing, argv, input = '', deadlineMs }: OneShotOrder): Promise<OneShotResult> {
    const child = startChild(argv, { input, path: this.parts.path ?? PROGRAM_PATH });
    const ended = await this.#within(child.ended, deadlineMs);
    if (ended) {
      if (ended.exitCode === null) throw new WriteError(argv[0], ended.failure);
      const { exitCode, stdout, stderr } = ended;
      return { exitCode, stdout, stderr, words: stderr.trim().split('\n').at(-1) ?? '' };
    }
    const kernel = await this.#evidence(child.pid);
    child.kill();
    if (await this.#within(child.ended, LAST_CHANCE_MS))
      throw new WriteError(argv[0], `no answer within ${deadlineMs} ms`);
    child.forget();
    throw new StuckError(doing, { pid: child.pid ?? 0, waitedMs: deadlineMs, kernel });
  }

  async #within<T>(work: PromiseLike<T>, ms: number): Promise<T | undefined> {
    const waited = new AbortController();
    const timeout = this.parts.clock.sleep(ms, waited.signal).catch(() => undefined);
    try {
      return await Promise.race([work, timeout as Promise<undefined>]);
    } finally {
      waited.abort();
    }
  }

  /** Where in the kernel the child waits; root alone may see the stack. */
  async #evidence(pid: number | undefined): Promise<string> {
    const read = (name: string): Promise<string> =>
      readFile(join(this.parts.procRoot, String(pid), name), 'utf8').catch(() => '');
    const [stat, wchan, stack] = await Promise.all([read('stat'), read('wchan'), read('stack')]);
    const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
    return [`state ${state || 'unknown'}`, wchan && `waits in ${wchan}`, stack.trim()].filter(Boolean).join('\n');
  }
}

/**
 * Writes `text` in one write(2) to a file that is there. dd, because it neither creates nor truncates, takes its target as an
 * argument, and is on every host.
 * @throws WriteError with the kernel's words.
 */
export async function writeInChild(
  oneShot: OneShot,
  write: { readonly path: string; readonly text: string; readonly deadlineMs: number; readonly doing: string },
): Promise<void> {
  const { path, text, deadlineMs, doing } = write;
  const argv = ['dd', `of=${path}`, 'conv=nocreat,notrunc', 'status=none'] as const;
  // An empty line clears an attribute; dd writes nothing at all for an empty input.
  const { exitCode, words } = await oneShot.run({ doing, argv: [...argv], input: `${text}\n`, deadlineMs });
  if (exitCode !== 0) throw new WriteError(path, words.slice(words.lastIndexOf(': ') + 2));
}
