import type { Clock } from '../../ports/clock';

/** Nothing of one kind is told more often than this. */
const QUIET_MS = 5_000;
/** What goes on and on is told ever more seldom, down to this. */
const QUIET_AT_MOST_MS = 300_000;

type Tell = (times: number) => void;

interface Flood {
  held: Tell | null;
  count: number;
}

/**
 * Lets the first of a kind through at once, and of a flood the last one with how many they were: the guest decides how often it sets
 * its clock or moves a tray, and each line is a write to the host's disk.
 */
export class Calm {
  readonly #floods = new Map<string, Flood>();
  readonly #stop = new AbortController();

  constructor(private readonly clock: Clock) {}

  offer(kind: string, tell: Tell): void {
    const flood = this.#floods.get(kind);
    if (flood) {
      flood.held = tell;
      flood.count += 1;
      return;
    }
    tell(1);
    if (this.#stop.signal.aborted) return;
    const begun: Flood = { held: null, count: 0 };
    this.#floods.set(kind, begun);
    void this.#watch(kind, begun);
  }

  /** Tells at once what is held back of a kind. */
  flush(kind: string): void {
    const flood = this.#floods.get(kind);
    if (flood) this.#let(flood);
  }

  /** Tells what was held back, and holds nothing back any more. */
  stop(): void {
    this.#stop.abort();
    for (const flood of this.#floods.values()) this.#let(flood);
    this.#floods.clear();
  }

  async #watch(kind: string, flood: Flood): Promise<void> {
    for (let quietMs = QUIET_MS; ; quietMs = Math.min(quietMs * 2, QUIET_AT_MOST_MS)) {
      await this.clock.sleep(quietMs, this.#stop.signal).catch(() => undefined);
      if (this.#stop.signal.aborted) return;
      if (!this.#let(flood)) break;
    }
    this.#floods.delete(kind);
  }

  #let(flood: Flood): boolean {
    const { held, count } = flood;
    flood.held = null;
    flood.count = 0;
    held?.(count);
    return held !== null;
  }
}
