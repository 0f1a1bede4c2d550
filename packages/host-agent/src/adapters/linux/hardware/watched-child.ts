import { execa } from 'execa';
import type { Clock } from '../../../ports/clock';
import { endOnAbort } from '../end-on-abort';
import { PROGRAM_PATH } from './one-shot';

export interface WatchedChildParts {
  readonly clock: Clock;
  /** Where programs live. */
  readonly path?: string;
}

const BACKOFF_MS = 2_000;
/** A child that lived this long has earned another start. */
const LONG_LIFE_MS = 60_000;

/**
 * Runs a program that prints a line when something happens, and nothing meanwhile. One that dies is started once more; a program
 * that is not there, or dies again at once, tells nothing.
 * @returns the way to stop
 */
export function watchLines(
  { clock, path = PROGRAM_PATH }: WatchedChildParts,
  argv: readonly [string, ...string[]],
  heard: (line: string) => void,
): () => void {
  const stopping = new AbortController();
  void keepRunning().catch(() => undefined); // stopped while it waited
  return () => stopping.abort();

  async function keepRunning(): Promise<void> {
    for (let starts = 1; starts <= 2 && !stopping.signal.aborted; starts += 1) {
      const since = clock.now();
      if ((await runOnce()) === 'not there') return;
      if (clock.now() - since >= LONG_LIFE_MS) starts = 0;
      await clock.sleep(BACKOFF_MS, stopping.signal);
    }
  }

  async function runOnce(): Promise<'ended' | 'not there'> {
    const [file, ...args] = argv;
    const child = execa(file, args, {
      stdin: 'ignore',
      stderr: 'ignore',
      buffer: false,
      reject: false,
      extendEnv: false,
      env: { LC_ALL: 'C', PATH: path },
    });
    const forget = endOnAbort(child, stopping.signal);
    try {
      for await (const line of child) if (!stopping.signal.aborted) heard(line);
    } catch {
      child.kill(); // a listener threw; how the child ended is told below
    }
    const ended = await child;
    forget();
    return ended.code === 'ENOENT' || ended.code === 'EACCES' ? 'not there' : 'ended';
  }
}
