// @ts-check
import { join } from 'node:path';
import { showBanner } from './banner.mjs';
import { keepAlive } from './child.mjs';
import { sayDetail, sayProblem, sayStep, seconds } from './say.mjs';

/**
 * The database's query compiler is WebAssembly: compiling it lazily, with a small nursery, keeps some 25 MB from being touched.
 * Both processes mostly wait: without V8's optimizing compiler they are 6 MB smaller, and without its memory reducer
 * nothing wakes them at rest (it costs 0.1 s, some 20 s after the last page was closed).
 * @type {readonly string[]}
 */
const SMALL_HEAP = ['--liftoff-only', '--max-semi-space-size=1', '--no-opt', '--no-memory-reducer'];

/**
 * Runs the agent and the gateway until somebody says stop, and brings either back when it dies.
 * @param {{ root: string, stateDir: string, beganMs: number }} options
 * @returns {Promise<number>} the exit code
 */
export function supervise({ root, stateDir, beganMs }) {
  return new Promise((resolve) => {
    /** @type {Record<string, unknown> | undefined} */
    let agentReady;
    /** @type {Record<string, unknown> | undefined} */
    let gatewayReady;
    let shown = '';
    let ending = false;

    const show = () => {
      if (!agentReady || !gatewayReady) return;
      const setupToken = /** @type {string | null} */ (agentReady.setupToken ?? null);
      const now = JSON.stringify([setupToken, gatewayReady.port, gatewayReady.addresses]);
      if (now === shown) return;
      if (shown === '') sayStep(`Ready in ${seconds(beganMs)}`);
      shown = now;
      showBanner(/** @type {import('./banner.mjs').Door} */ (/** @type {unknown} */ (gatewayReady)), {
        setupToken,
        simulated: agentReady.simulated === true,
      });
    };

    /** @param {string} name @param {string} file @param {(ready: Record<string, unknown>) => void} onReady */
    const child = (name, file, onReady) =>
      keepAlive({
        name,
        file: join(root, file),
        nodeFlags: SMALL_HEAP,
        logFile: join(stateDir, 'logs', `${name}.log`),
        env: { BATON_STATE_DIR: stateDir },
        onReady: (ready) => {
          onReady(ready);
          show();
        },
        onFatal: (why, code) => {
          sayProblem(`The ${name} cannot run.`, why);
          void end(code);
        },
        onRestart: (why, againInMs) => {
          sayStep(`The ${name} ${why}; starting it again in ${againInMs / 1000} s`);
          sayDetail(`Its log: ${join(stateDir, 'logs', `${name}.log`)}`);
        },
      });

    const agent = child('agent', 'packages/host-agent/dist/main.mjs', (ready) => {
      agentReady = ready;
    });
    const gateway = child('gateway', 'apps/gateway/dist/main.mjs', (ready) => {
      gatewayReady = ready;
    });

    /** @param {number} code */
    const end = async (code) => {
      if (ending) return;
      ending = true;
      await Promise.all([gateway.stop(), agent.stop()]);
      if (code === 0) {
        sayStep('Baton stopped. Machines that are up keep running: npm start finds them again.');
      }
      resolve(code);
    };
    process.on('SIGINT', () => void end(0));
    process.on('SIGTERM', () => void end(0));
    process.on('SIGHUP', () => void end(0));

    agent.start();
    gateway.start();
  });
}
