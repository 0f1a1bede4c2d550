/** How many tries are free, and how the wait grows after them: `firstDelayMs`, doubled at each further try, at most `maxDelayMs`. */
export interface ThrottleRule {
  readonly freeTries: number;
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** Tries are forgotten this long after the last one. */
  readonly forgetMs: number;
}

interface Record {
  tries: number;
  lastAt: number;
  /** Not before then. */
  openAt: number;
}

/** Names remembered at most; the one that tried longest ago is forgotten first. */
const NAMES_MAX = 4096;

/** Slows down whoever guesses. Keeps no timer: everything is decided when somebody tries. */
export class Throttle {
  readonly #records = new Map<string, Record>();

  constructor(
    private readonly rule: ThrottleRule,
    private readonly now: () => number,
  ) {}

  /** Milliseconds until `name` may try again; 0 = now. */
  waitMs(name: string): number {
    const record = this.#current(name);
    return record ? Math.max(0, record.openAt - this.now()) : 0;
  }

  /** Counts a try before its outcome is known, so that guesses sent side by side do not pass together. @returns free tries left. */
  count(name: string): number {
    const now = this.now();
    const tries = (this.#current(name)?.tries ?? 0) + 1;
    const over = tries - this.rule.freeTries;
    const delayMs = over < 0 ? 0 : Math.min(this.rule.firstDelayMs * 2 ** over, this.rule.maxDelayMs);
    this.#records.delete(name);
    this.#records.set(name, { tries, lastAt: now, openAt: now + delayMs });
    if (this.#records.size > NAMES_MAX) this.#forgetOldest();
    return Math.max(0, -over);
  }

  /** The right password: the name starts anew. */
  forgive(name: string): void {
    this.#records.delete(name);
  }

  #current(name: string): Record | undefined {
    const record = this.#records.get(name);
    return record && this.now() - record.lastAt < this.rule.forgetMs ? record : undefined;
  }

  #forgetOldest(): void {
    const [oldest] = this.#records.keys();
    if (oldest !== undefined) this.#records.delete(oldest);
  }
}
