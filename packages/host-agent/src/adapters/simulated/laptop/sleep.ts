import type { Clock } from '../../../ports/clock';
import type { HostSleep } from '../../../ports/sleep';

type Listener = Parameters<HostSleep['watch']>[0];

/** InhibitDelayMaxSec of logind.conf(5). */
const PATIENCE_MS = 5_000;
const POLL_MS = 100;

/** The simulated laptop's login manager: it tells of sleep, and waits a little for those who ask it to. */
export class SimulatedSleep implements HostSleep {
  readonly #listeners = new Set<Listener>();
  #delays = 0;

  constructor(private readonly clock: Clock) {}

  /** How many delays are held. */
  get delays(): number {
    return this.#delays;
  }

  async delay(): Promise<() => void> {
    this.#delays += 1;
    let held = true;
    return () => {
      if (held) this.#delays -= 1;
      held = false;
    };
  }

  watch(listener: Listener): () => void {
    // Each watcher is one of its own, also when it is the same function.
    const own: Listener = (moment) => listener(moment);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  tell(moment: 'going' | 'woke'): void {
    for (const listener of [...this.#listeners]) listener(moment);
  }

  /** @returns whether everybody let go in time */
  async wait(): Promise<boolean> {
    const deadline = this.clock.now() + PATIENCE_MS;
    while (this.#delays > 0 && this.clock.now() < deadline) await this.clock.sleep(POLL_MS);
    return this.#delays === 0;
  }
}
