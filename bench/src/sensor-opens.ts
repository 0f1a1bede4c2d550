import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

/** Files of sensors, as strace prints them. */
const SENSOR = /openat\([^"]*"(\/proc\/|\/sys\/)/;

/** How many sensor files the process opens within `ms`, as strace sees it. @throws Error where strace is missing or may not look */
export async function sensorOpens(pid: number, ms: number): Promise<number> {
  const strace = spawn('strace', ['-f', '-e', 'trace=openat', '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let count = 0;
  let words = '';
  let attached = false;
  const over = new Promise<void>((resolve) => {
    strace.once('error', () => resolve());
    strace.once('exit', () => resolve());
  });
  const ready = new Promise<void>((resolve) => {
    createInterface({ input: strace.stderr }).on('line', (line) => {
      if (line.includes('attached')) attached = true;
      if (attached) resolve();
      else words = line;
      if (SENSOR.test(line)) count += 1;
    });
  });
  await Promise.race([ready, over]);
  if (!attached) throw new Error(`strace could not look: ${words || 'it is not installed'}`);
  count = 0;
  await delay(ms);
  const found = count;
  strace.kill('SIGINT');
  await over;
  return found;
}
