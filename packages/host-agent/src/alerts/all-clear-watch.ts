import { allClears, type LastingRecord } from '@baton/model/alert/all-clear';
import type { AlertBook } from '@baton/model/alert/book';
import type { Clock } from '../ports/clock';

export interface AllClearWatchParts {
  readonly clock: Clock;
  readonly book: () => AlertBook;
  /** It is time to tell that they are over. The book says afterwards that nobody waits for them any more. */
  readonly over: (records: readonly LastingRecord[]) => void;
}

/** Waits until it is time to tell that an alert is over. Sleeps while none is owed. */
export class AllClearWatch {
  #pause = new AbortController();
  #stopped = false;

  constructor(private readonly parts: AllClearWatchParts) {}

  /** The book changed, or the agent started. */
  look(): void {
    this.#pause.abort();
    if (this.#stopped) return;
    const { clock, book, over } = this.parts;
    const { due, nextAt } = allClears(book(), clock.now());
    if (due.length > 0) over(due);
    // Whoever is told of these changes the book, and it is looked at anew.
    if (due.length > 0 || nextAt === null) return;
    this.#pause = new AbortController();
    clock.sleep(nextAt - clock.now(), this.#pause.signal).then(
      () => this.look(),
      () => undefined,
    );
  }

  /** What is owed stays in the book: the next agent tells it. */
  stop(): void {
    this.#stopped = true;
    this.#pause.abort();
  }
}
