// @ts-check
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** @typedef {{ code: number | null, signal: string | null, stdout: string, stderr: string }} Ended */

const RETRY_MS = 250;
const DEADLINE_MS = 60_000;

/** The lab's hands in the laptop: commands, files and processes over one line of JSON. */
export class Hands {
  /** @type {Map<number, { resolve: (result: any) => void, reject: (error: Error) => void }>} */
  #waiting = new Map();
  #next = 1;

  /** @param {import('node:net').Socket} socket */
  constructor(socket) {
    this.socket = socket;
    socket.on('error', () => {});
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the laptop is gone'));
      this.#waiting.clear();
    });
  }

  /** @param {string} text */
  hear(text) {
    const { id, result, error } = JSON.parse(text);
    const waiter = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error !== undefined) waiter?.reject(new Error(error));
    else waiter?.resolve(result);
  }

  /**
   * @param {readonly string[]} argv @param {{ input?: string, deadlineMs?: number }} [options]
   * @returns {Promise<Ended>}
   */
  run(argv, { input, deadlineMs = DEADLINE_MS } = {}) {
    return this.#order({ run: argv, input, deadlineMs });
  }

  /**
   * Like run, for a command that must succeed.
   * @param {readonly string[]} argv @param {{ input?: string, deadlineMs?: number }} [options]
   */
  async must(argv, options) {
    const { code, stdout, stderr } = await this.run(argv, options);
    if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}: ${stderr.trim()}`);
    return stdout.trim();
  }

  /** A few lines of sh, as a person would type them. @param {string} script @param {number} [deadlineMs] */
  sh(script, deadlineMs) {
    return this.run(['sh', '-c', script], { deadlineMs });
  }

  /** Trimmed texts of small files; null where one is not there. @param {readonly string[]} paths @returns {Promise<(string | null)[]>} */
  read(...paths) {
    return this.#order({ read: paths });
  }

  /**
   * Starts a process that goes on. @param {readonly string[]} argv @param {{ log: string, env?: Record<string, string> }} options
   * @returns {Promise<{ pid: number }>}
   */
  start(argv, { log, env = {} }) {
    return this.#order({ start: argv, env, log });
  }

  /** @param {number} pid @param {NodeJS.Signals} signal */
  kill(pid, signal) {
    return this.#order({ kill: pid, signal });
  }

  /** @param {object} order @returns {Promise<any>} */
  #order(order) {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      if (this.socket.destroyed) return reject(new Error('the laptop is gone'));
      this.#waiting.set(id, { resolve, reject });
      this.socket.write(`${JSON.stringify({ id, ...order })}\n`);
    });
  }
}

/**
 * Waits until the laptop answers. QEMU takes the connection before anybody listens behind it, so only a word counts.
 * @param {number} port @param {{ isUp: () => boolean, patienceMs: number }} patience
 * @returns {Promise<Hands>}
 */
export async function reachHands(port, { isUp, patienceMs }) {
  const deadline = performance.now() + patienceMs;
  while (isUp() && performance.now() < deadline) {
    const hands = await tryOnce(port);
    if (hands) return hands;
    await sleep(RETRY_MS);
  }
  throw new Error(isUp() ? `the laptop did not come up within ${patienceMs / 1000} s` : 'the laptop went off');
}

/** @param {number} port @returns {Promise<Hands | null>} */
function tryOnce(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const hands = new Hands(socket);
    let ready = false;
    const lines = createInterface({ input: socket });
    lines.on('error', () => {});
    lines.on('line', (text) => {
      if (ready) return hands.hear(text);
      ready = true;
      socket.setTimeout(0);
      resolve(hands);
    });
    // QEMU may keep a connection to which nobody answers.
    socket.setTimeout(3000, () => socket.destroy());
    socket.once('close', () => resolve(null));
  });
}
