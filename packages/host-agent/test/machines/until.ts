import { setTimeout as sleep } from 'node:timers/promises';

const DEADLINE_MS = 15_000;

/** Waits for a condition. @throws when it does not come true in time */
export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const giveUpAt = Date.now() + DEADLINE_MS;
  while (!(await condition())) {
    if (Date.now() > giveUpAt) throw new Error(`waited ${DEADLINE_MS} ms for ${what}`);
    await sleep(10);
  }
}
