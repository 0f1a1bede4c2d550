import type { Clock } from '../../src/ports/clock';

/** Time that passes only by waiting: a sleep is over at once and leaves its mark on `now`. */
export class TurnedClock implements Clock {
  #now = Date.UTC(2026, 0, 1);

  now(): number {
    return this.#now;
  }

  async sleep(ms: number): Promise<void> {
    this.#now += ms;
  }

  advance(ms: number): void {
    this.#now += ms;
  }
}
