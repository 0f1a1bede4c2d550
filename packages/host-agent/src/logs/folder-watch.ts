import { type FSWatcher, watch } from 'node:fs';

/** Wakes whoever waits for a file of a folder to change. Falls back to looking now and then where the kernel tells nothing. */
export class FolderWatch {
  #watcher: FSWatcher | undefined;
  #changed = false;
  #wake: () => void = () => undefined;

  constructor(
    private readonly folder: string,
    private readonly signal: AbortSignal,
  ) {
    this.#attach();
  }

  /**
   * Resolves at the next change, when the signal aborts, or after `longestMs`; a change between two waits is not lost.
   * @returns whether something changed.
   */
  async wait(longestMs: number): Promise<boolean> {
    if (!this.#watcher) this.#attach();
    if (!this.#changed && !this.signal.aborted) await this.#sleep(longestMs);
    const changed = this.#changed;
    this.#changed = false;
    return changed;
  }

  stop(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
    this.#wake();
  }

  #sleep(longestMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, longestMs);
      this.signal.addEventListener('abort', done, { once: true });
      this.#wake = done;
    });
  }

  #attach(): void {
    try {
      this.#watcher = watch(this.folder, () => this.#change());
      this.#watcher.on('error', () => this.#detach());
    } catch {
      // The folder is not there yet, or the host has no watches left.
    }
  }

  #detach(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
    this.#change();
  }

  #change(): void {
    this.#changed = true;
    this.#wake();
  }
}
