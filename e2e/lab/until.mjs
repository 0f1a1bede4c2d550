// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 100;

/**
 * Asks again and again until the answer is not undefined, null or false.
 * @template T
 * @param {string} what told when it never came
 * @param {() => T | Promise<T>} ask
 * @param {number} [patienceMs]
 * @returns {Promise<NonNullable<Exclude<T, false>>>}
 */
export async function until(what, ask, patienceMs = 60_000) {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== null && answer !== false) {
      return /** @type {NonNullable<Exclude<T, false>>} */ (answer);
    }
    if (performance.now() > deadline) throw new Error(`no ${what} within ${patienceMs / 1000} s`);
    await sleep(POLL_MS);
  }
}
