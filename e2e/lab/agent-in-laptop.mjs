// @ts-check
import { connectApi } from './api.mjs';
import { until } from './until.mjs';

/** @typedef {import('./laptop.mjs').Laptop} Laptop */
/** @typedef {import('../../packages/model/src/operation/operation').Operation} Operation */
/** @typedef {import('../../packages/api/src/views').GpuView} GpuView */
/** @typedef {import('../../packages/api/src/views').MachineView} MachineView */

export const STATE_DIR = '/lab-state';
export const AGENT_LOG = '/var/log/baton-agent.log';
/**
 * V8 rewrites WebAssembly that runs, and an emulated processor with several threads now and then gets that wrong: the process
 * would abort with "Check failed" once in some dozen starts.
 */
const NODE = ['node', '--no-wasm-tier-up'];
const READY_MS = 120_000;
const OPERATION_MS = 180_000;

/** Our agent, running in the laptop as root, and the line to its API. */
export class Agent {
  /** @param {Laptop} laptop @param {number} pid of the agent, or of what wraps it @param {import('./api.mjs').Api} api */
  constructor(laptop, pid, api) {
    this.laptop = laptop;
    this.pid = pid;
    this.api = api;
  }

  /** @returns {Promise<GpuView>} */
  async gpu() {
    const view = await this.api.query('gpu.view');
    if (!view) throw new Error('the agent sees no discrete GPU');
    return view;
  }

  /** @param {string} id @returns {Promise<MachineView>} */
  machine(id) {
    return this.api.query('machine.view', { id });
  }

  /** Moves the GPU, and waits for the end. @param {'host' | 'off'} to @returns {Promise<Operation>} */
  async move(to) {
    const { operationId } = await this.api.mutate('gpu.move', { to });
    return this.operation(operationId);
  }

  /** @param {string} id @param {{ gpu: 'as-profile' | 'without' }} [options] @returns {Promise<Operation>} */
  async startMachine(id, options = { gpu: 'as-profile' }) {
    const { operationId } = await this.api.mutate('machine.start', { id, ...options });
    return this.operation(operationId);
  }

  /** Ends a machine, and waits until the GPU is where its profile wants it. @param {string} id @returns {Promise<Operation>} */
  async endMachine(id) {
    await this.api.mutate('machine.forceOff', { id });
    await until('stopped machine', async () => (await this.machine(id)).state.kind === 'stopped', OPERATION_MS);
    const { operationId } = await this.machine(id);
    return this.operation(/** @type {string} */ (operationId));
  }

  /** @param {string} id @returns {Promise<Operation>} when it is over */
  operation(id) {
    return until(
      'end of the operation',
      async () => {
        const operation = /** @type {Operation} */ (await this.api.query('operation.get', { id }));
        return ['succeeded', 'failed', 'undone'].includes(operation.state) ? operation : null;
      },
      OPERATION_MS,
    );
  }

  /** Ends the agent. @param {NodeJS.Signals} [signal] */
  async stop(signal = 'SIGTERM') {
    this.api.close();
    await this.laptop.hands.kill(this.pid, signal).catch(() => {});
    await until('end of the agent', async () => !(await isAlive(this.laptop, this.pid)));
  }
}

/**
 * Starts the agent and waits until it answers.
 * @param {Laptop} laptop @param {{ wrap?: readonly string[], env?: Record<string, string> }} [options]
 */
export async function startAgent(laptop, { wrap = [], env = {} } = {}) {
  const { hands, agentPort } = laptop;
  // A socket of an agent that was killed would take our call and never answer.
  await hands.must(['rm', '-f', `${STATE_DIR}/run/agent.sock`, `${STATE_DIR}/run/operator.token`]);
  const { pid } = await hands.start([...wrap, ...NODE, '/lab/agent/main.mjs'], {
    log: AGENT_LOG,
    env: { BATON_STATE_DIR: STATE_DIR, BATON_HOST: 'linux', ...env },
  });
  const api = await until(
    'answer of the agent',
    async () => {
      if (!(await isAlive(laptop, pid))) throw new Error(`the agent ended:\n${await agentLog(laptop)}`);
      const [token] = await hands.read(`${STATE_DIR}/run/operator.token`);
      return token ? connectApi(agentPort, token) : null;
    },
    READY_MS,
  );
  return new Agent(laptop, pid, api);
}

/** The last lines that the agent wrote. @param {Laptop} laptop */
export async function agentLog(laptop) {
  return (await laptop.hands.run(['tail', '-n', '20', AGENT_LOG])).stdout;
}

/** A zombie is not alive. @param {Laptop} laptop @param {number} pid */
export async function isAlive({ hands }, pid) {
  const [stat] = await hands.read(`/proc/${pid}/stat`);
  return stat !== null && stat !== undefined && !/\) [ZX] /.test(stat);
}
