import { setTimeout as sleep } from 'node:timers/promises';

const DEADLINE_MS = 20_000;
const EVERY_MS = 10;

/** Polls until `look` gives something other than undefined, null or false. @throws Error naming `what` after twenty seconds. */
export async function until<T>(what: string, look: () => T | Promise<T>): Promise<NonNullable<T>> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`it never happened: ${what}`);
    await sleep(EVERY_MS);
  }
}
