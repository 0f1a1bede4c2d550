// @ts-check
import WebSocket from 'ws';

/** @typedef {import('../../packages/model/src/problem').Problem} Problem */

/** The agent refused, with a problem. */
export class Refused extends Error {
  /** @param {string} path @param {Problem | null} problem @param {string} words */
  constructor(path, problem, words) {
    super(`${path}: ${problem ? `${problem.code} ${JSON.stringify(problem.facts)}` : words}`);
    this.problem = problem;
  }
}

const ANSWER_MS = 60_000;

/** The agent's API as it is on the wire: tRPC's messages over one WebSocket. */
export class Api {
  /** @type {Map<number, (message: any) => void>} */
  #listeners = new Map();
  #next = 1;

  /** @param {WebSocket} socket */
  constructor(socket) {
    this.socket = socket;
    socket.on('message', (data) => {
      const text = String(data);
      // tRPC's keep-alive is a bare word.
      if (text === 'PING') return socket.send('PONG');
      if (text === 'PONG') return;
      const message = JSON.parse(text);
      this.#listeners.get(message.id)?.(message);
    });
    socket.on('close', () => {
      for (const listener of this.#listeners.values()) listener({ error: { message: 'the line to the agent closed' } });
      this.#listeners.clear();
    });
    socket.on('error', () => {});
  }

  /** @param {string} path @param {unknown} [input] @returns {Promise<any>} */
  query(path, input) {
    return this.#call('query', path, input);
  }

  /** @param {string} path @param {unknown} [input] @returns {Promise<any>} */
  mutate(path, input) {
    return this.#call('mutation', path, input);
  }

  /**
   * @param {string} path @param {unknown} input @param {(data: any) => void} heard
   * @returns {() => void} ends it
   */
  subscribe(path, input, heard) {
    const id = this.#send('subscription', path, input);
    this.#listeners.set(id, ({ result }) => {
      if (result?.type === 'data') heard(result.data);
    });
    return () => {
      this.#listeners.delete(id);
      this.socket.send(JSON.stringify({ id, method: 'subscription.stop' }));
    };
  }

  close() {
    this.socket.terminate();
  }

  /** @param {'query' | 'mutation'} method @param {string} path @param {unknown} input @returns {Promise<any>} */
  #call(method, path, input) {
    return new Promise((resolve, reject) => {
      if (this.socket.readyState !== WebSocket.OPEN) return reject(new Error(`${path}: no line to the agent`));
      const id = this.#send(method, path, input);
      const late = setTimeout(() => {
        this.#listeners.delete(id);
        reject(new Error(`${path}: no answer within ${ANSWER_MS / 1000} s`));
      }, ANSWER_MS);
      this.#listeners.set(id, ({ result, error }) => {
        clearTimeout(late);
        this.#listeners.delete(id);
        if (error) reject(new Refused(path, error.data?.problem ?? null, error.message));
        else resolve(result.data);
      });
    });
  }

  /** @param {string} method @param {string} path @param {unknown} input */
  #send(method, path, input) {
    const id = this.#next++;
    this.socket.send(JSON.stringify({ id, jsonrpc: '2.0', method, params: { path, input } }));
    return id;
  }
}

/**
 * @param {number} port of this host, behind which the agent's socket is @param {string} token the local operator's
 * @returns {Promise<Api | null>} null when nobody listens (yet)
 */
export function connectApi(port, token) {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/trpc`, {
      headers: { authorization: `Bearer ${token}` },
      handshakeTimeout: 10_000,
    });
    socket.once('open', () => resolve(new Api(socket)));
    socket.once('error', () => resolve(null));
  });
}
