import { readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { list } from './sysfs';

/** Files that one process has open. */
export interface OpenFiles {
  readonly pid: number;
  /** Links' targets as /proc/PID/fd tells them, each once: `/dev/dri/card1`, `socket:[4242]`, `/dev/x (deleted)`. */
  readonly paths: ReadonlySet<string>;
}

/** Processes that are read in one go, before others get a turn. */
const BATCH = 32;

/** What every process has open. One read serves everybody who asks meanwhile. Without root only our own processes can be seen. */
export class OpenFilesTable {
  #reading: Promise<readonly OpenFiles[]> | null = null;

  constructor(private readonly procRoot: string) {}

  read(): Promise<readonly OpenFiles[]> {
    this.#reading ??= this.#all().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async #all(): Promise<readonly OpenFiles[]> {
    const pids = (await list(this.procRoot)).filter((name) => /^\d+$/.test(name));
    const found: OpenFiles[] = [];
    for (let from = 0; from < pids.length; from += BATCH) {
      for (const pid of pids.slice(from, from + BATCH)) found.push(this.#of(pid));
      await setImmediate();
    }
    return found;
  }

  /**
   * Synchronous, because procfs answers this from memory and takes no lock that a driver could hold: thousands of small reads cost
   * half of what they cost through the thread pool.
   */
  #of(pid: string): OpenFiles {
    const folder = join(this.procRoot, pid, 'fd');
    const paths = new Set<string>();
    try {
      for (const fd of readdirSync(folder)) {
        const path = target(`${folder}/${fd}`);
        if (path !== null) paths.add(path);
      }
    } catch {
      // It ended meanwhile, or is not ours to see.
    }
    return { pid: Number(pid), paths };
  }
}

function target(link: string): string | null {
  try {
    return readlinkSync(link);
  } catch {
    return null; // closed between the list and the look
  }
}
