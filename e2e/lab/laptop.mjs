// @ts-check
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reachHands } from './hands.mjs';
import { laptopArgv } from './laptop-argv.mjs';

/** @typedef {import('./hands.mjs').Hands} Hands */
/** @typedef {{ hands: Hands, orders: number, agentPort: number, console: () => string, off: () => Promise<void> }} Laptop */

/** A busy build machine may take long; a laptop that hangs must not take for ever. */
const BOOT_PATIENCE_MS = 240_000;
const CONSOLE_LINES = 30;

/**
 * Switches a virtual laptop on.
 * @param {import('./laptop-argv.mjs').LaptopOptions} options @param {string} share folder that it sees as /lab
 * @returns {Promise<Laptop>}
 */
export async function boot(options, share) {
  const folder = mkdtempSync(join(tmpdir(), 'baton-lab-'));
  const consoleFile = join(folder, 'console.log');
  const ports = { orders: await freePort(), agent: await freePort() };
  const argv = laptopArgv(options, { share, console: consoleFile, pidFile: join(folder, 'qemu.pid'), ports });
  const qemu = spawn('qemu-system-x86_64', argv, { stdio: ['ignore', 'ignore', 'pipe'] });
  let words = '';
  qemu.stderr.setEncoding('utf8').on('data', (text) => {
    words += text;
  });
  const ended = new Promise((resolve) => qemu.once('close', resolve).once('error', resolve));
  const endWithUs = () => {
    qemu.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', endWithUs);
  const consoleText = () => {
    try {
      return readFileSync(consoleFile, 'utf8');
    } catch {
      return '';
    }
  };
  const off = async () => {
    qemu.kill('SIGTERM');
    await ended;
    process.off('exit', endWithUs);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const isUp = () => qemu.exitCode === null && qemu.signalCode === null;
    const hands = await reachHands(ports.orders, { isUp, patienceMs: BOOT_PATIENCE_MS });
    return { hands, orders: ports.orders, agentPort: ports.agent, console: consoleText, off };
  } catch (error) {
    const last = consoleText().trimEnd().split('\n').slice(-CONSOLE_LINES).join('\n');
    await off();
    throw new Error(`${error instanceof Error ? error.message : error}\n${words}${last}`);
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
