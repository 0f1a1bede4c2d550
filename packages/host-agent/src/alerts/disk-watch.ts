import type { Clock } from '../ports/clock';
import type { FreeSpace } from '../ports/free-space';

const EVERY_MS = 60_000;

export interface FolderSpace {
  readonly folder: string;
  readonly freeBytes: number;
}

export interface DiskWatchParts {
  readonly clock: Clock;
  readonly space: FreeSpace;
  readonly folders: readonly string[];
  readonly told: (space: FolderSpace) => void;
  readonly failed: (error: unknown) => void;
}

/** Looks at the storage folders once a minute while it is wanted, which is while a machine is up; else nothing is opened. */
export class DiskWatch {
  #stop: AbortController | null = null;

  constructor(private readonly parts: DiskWatchParts) {}

  want(wanted: boolean): void {
    if (!wanted) {
      this.#stop?.abort();
      this.#stop = null;
    } else if (!this.#stop) {
      this.#stop = new AbortController();
      void this.#run(this.#stop.signal);
    }
  }

  /** Once, now. */
  async look(): Promise<void> {
    const spaces = await this.parts.space.read(this.parts.folders);
    for (const space of spaces) this.parts.told(space);
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.look().catch(this.parts.failed);
      await this.parts.clock.sleep(EVERY_MS, signal).catch(() => undefined);
    }
  }
}
