import type { HostSleep } from '../../src/ports/sleep';

/** A host that sleeps when told, and counts who puts it off. */
export class PracticeSleep implements HostSleep {
  delays = 0;
  watchers = 0;
  #listener: ((moment: 'going' | 'woke') => void) | null = null;

  async delay(): Promise<() => void> {
    this.delays += 1;
    return () => {
      this.delays -= 1;
    };
  }

  watch(listener: (moment: 'going' | 'woke') => void): () => void {
    this.watchers += 1;
    this.#listener = listener;
    return () => {
      this.watchers -= 1;
      this.#listener = null;
    };
  }

  tell(moment: 'going' | 'woke'): void {
    this.#listener?.(moment);
  }
}
