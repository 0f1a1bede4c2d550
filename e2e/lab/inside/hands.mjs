// @ts-check
// Runs in the laptop. One TCP line to the lab carries orders and answers, a line of JSON each; a second port is the agent's
// UNIX socket, so that the lab speaks to the agent itself.
import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * @typedef {{ id: number, run: string[], input?: string, deadlineMs: number }} RunOrder
 * @typedef {{ id: number, start: string[], env: Record<string, string>, log: string }} StartOrder
 * @typedef {{ id: number, read: string[] }} ReadOrder
 * @typedef {{ id: number, kill: number, signal: NodeJS.Signals }} KillOrder
 * @typedef {RunOrder | StartOrder | ReadOrder | KillOrder} Order
 */

const ORDERS_PORT = 7001;
const AGENT_PORT = 7002;
const AGENT_SOCKET = '/lab-state/run/agent.sock';

createServer((line) => {
  const lines = createInterface({ input: line });
  lines.on('error', () => {});
  line.on('error', () => {});
  const answer = (/** @type {object} */ what) => void line.write(`${JSON.stringify(what)}\n`);
  lines.on('line', (text) => {
    const order = /** @type {Order} */ (JSON.parse(text));
    obey(order).then(
      (result) => answer({ id: order.id, result }),
      (error) => answer({ id: order.id, error: String(error?.message ?? error) }),
    );
  });
  answer({ ready: process.uptime() });
}).listen(ORDERS_PORT);

createServer((line) => {
  const agent = connect(AGENT_SOCKET);
  line.pipe(agent).pipe(line);
  line.on('error', () => agent.destroy()).on('close', () => agent.destroy());
  agent.on('error', () => line.destroy()).on('close', () => line.destroy());
}).listen(AGENT_PORT);

/** @param {Order} order @returns {Promise<unknown>} */
async function obey(order) {
  if ('run' in order) return runToEnd(order);
  if ('start' in order) return startProcess(order);
  if ('read' in order) return order.read.map(read);
  process.kill(order.kill, order.signal);
  return null;
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}

/** @param {RunOrder} order */
function runToEnd({ run, input, deadlineMs }) {
  const [command, ...args] = /** @type {[string, ...string[]]} */ (run);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { timeout: deadlineMs, killSignal: 'SIGKILL' });
    const said = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said.stderr += text;
    });
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, ...said }));
    child.stdin.on('error', () => {}).end(input ?? '');
  });
}

/**
 * A process that goes on: it leads a group of its own, and its output goes to a file.
 * @param {StartOrder} order
 */
function startProcess({ start, env, log }) {
  const [command, ...args] = /** @type {[string, ...string[]]} */ (start);
  mkdirSync(dirname(log), { recursive: true });
  const file = openSync(log, 'a');
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      detached: true,
      env: { ...process.env, ...env },
      stdio: ['ignore', file, file],
    });
    child.once('error', reject);
    child.once('spawn', () => resolve({ pid: child.pid }));
  });
}
