import type { Clock } from '../../src/ports/clock';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** Time that stands until it is turned by hand. */
export class HandClock implements Clock {
  #now: number;
  readonly #sleepers = new Set<Sleeper>();

  constructor(at: string) {
    this.#now = Date.parse(at);
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper: Sleeper = {
        until: this.#now + ms,
        wake: () => {
          this.#sleepers.delete(sleeper);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      const end = () => {
        this.#sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      if (signal?.aborted) end();
      signal?.addEventListener('abort', end, { once: true });
    });
  }

  /** Moments at which somebody wants to be woken. */
  get alarms(): readonly string[] {
    return [...this.#sleepers].map(({ until }) => new Date(until).toISOString());
  }

  /** The time is this, and whoever slept until then is woken. */
  turn(at: string): void {
    this.#now = Date.parse(at);
    for (const sleeper of [...this.#sleepers]) if (sleeper.until <= this.#now) sleeper.wake();
  }

  /** The host slept: its timers stood still. */
  oversleep(at: string): void {
    this.#now = Date.parse(at);
  }
}
