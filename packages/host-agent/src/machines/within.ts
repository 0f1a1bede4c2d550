import type { Clock } from '../ports/clock';

/** What `work` resolves to when it does so within `ms`, else null. `work` goes on either way. */
export async function within<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | null> {
  const timer = new AbortController();
  const timeout = clock.sleep(Math.max(0, ms), timer.signal).then(
    () => null,
    () => null,
  );
  try {
    return await Promise.race([work, timeout]);
  } finally {
    timer.abort();
  }
}
