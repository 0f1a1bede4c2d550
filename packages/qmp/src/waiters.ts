import { QmpTimeout } from './errors';
import type { QmpRequest } from './wire';

/** setTimeout turns a longer delay into 1 ms. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** One command that waits for its reply. */
export interface Waiter {
  readonly request: QmpRequest;
  /** `Infinity` waits as long as the session lives. */
  readonly timeoutMs: number;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

interface Entry {
  readonly waiter: Waiter;
  readonly deadlineMs: number;
}

/**
 * Who waits for which id. One timer serves all commands: it is armed for the earliest deadline and left alone while
 * commands come and go, because a timer made and cleared for each command is the largest part of a client's overhead.
 */
export class Waiters {
  readonly #entries = new Map<number, Entry>();
  /** Ids whose waiter gave up; their late replies are expected, unlike replies to ids never sent or already answered. */
  readonly #abandoned = new Set<number>();
  readonly #onAbandon: (unanswered: number) => void;
  #timer: NodeJS.Timeout | undefined;
  #timerDueMs = Number.POSITIVE_INFINITY;

  /** @param onAbandon told how many commands in total were given up and never answered, after each one that is */
  constructor(onAbandon: (unanswered: number) => void) {
    this.#onAbandon = onAbandon;
  }

  get unanswered(): QmpRequest[] {
    return Array.from(this.#entries.values(), (entry) => entry.waiter.request);
  }

  add(waiter: Waiter): void {
    const deadlineMs = performance.now() + waiter.timeoutMs;
    this.#entries.set(waiter.request.id, { waiter, deadlineMs });
    if (deadlineMs < this.#timerDueMs) this.#arm(deadlineMs);
  }

  /** The waiter of a reply, `late` if it gave up before, or `undefined` if no reply to this id is due. */
  take(id: unknown): Waiter | 'late' | undefined {
    if (typeof id !== 'number') return undefined;
    const entry = this.#entries.get(id);
    if (!entry) return this.#abandoned.delete(id) ? 'late' : undefined;
    this.#entries.delete(id);
    return entry.waiter;
  }

  /** The waiter gives up; its reply will be dropped. Does nothing if it was answered already. */
  abandon(id: number, error: Error): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    this.#abandoned.add(id);
    entry.waiter.reject(error);
    this.#onAbandon(this.#abandoned.size);
  }

  /** Ends every wait with the error made for its request. */
  drain(errorFor: (request: QmpRequest) => Error): void {
    clearTimeout(this.#timer);
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    for (const { waiter } of entries) waiter.reject(errorFor(waiter.request));
  }

  #arm(dueMs: number): void {
    clearTimeout(this.#timer);
    this.#timerDueMs = dueMs;
    const delayMs = Math.min(Math.max(1, Math.ceil(dueMs - performance.now())), LONGEST_TIMER_MS);
    // The open socket keeps the process alive while somebody waits; a timer left over from an answered command must not.
    this.#timer = setTimeout(() => this.#expire(), delayMs).unref();
  }

  #expire(): void {
    this.#timerDueMs = Number.POSITIVE_INFINITY;
    const nowMs = performance.now();
    let nextMs = Number.POSITIVE_INFINITY;
    for (const [id, { waiter, deadlineMs }] of this.#entries) {
      if (deadlineMs > nowMs) nextMs = Math.min(nextMs, deadlineMs);
      else this.abandon(id, new QmpTimeout('command', waiter.timeoutMs, waiter.request));
    }
    if (nextMs !== Number.POSITIVE_INFINITY) this.#arm(nextMs);
  }
}
