import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import type { Limits } from '../limits';

/** Counts requests per address. A window's timer lives only while the address is active: idle costs nothing. */
export class RateLimits {
  readonly #reads: RateLimiterMemory;
  readonly #writes: RateLimiterMemory;

  constructor(limits: Pick<Limits, 'readsPerTenSeconds' | 'writesPerSecond'>) {
    this.#reads = new RateLimiterMemory({ keyPrefix: 'read', points: limits.readsPerTenSeconds, duration: 10 });
    this.#writes = new RateLimiterMemory({ keyPrefix: 'write', points: limits.writesPerSecond, duration: 1 });
  }

  /** Counts one request; tells the whole seconds to wait when the address has had its share, else undefined. */
  async secondsToWait(kind: 'read' | 'write', address: string): Promise<number | undefined> {
    try {
      await (kind === 'read' ? this.#reads : this.#writes).consume(address);
      return undefined;
    } catch (refusal) {
      if (refusal instanceof Error) throw refusal;
      return Math.max(1, Math.ceil((refusal as { msBeforeNext: number }).msBeforeNext / 1000));
    }
  }
}
