import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { connectQmp, QmpError, type QmpSession } from '@baton/qmp';
import { connectAgent, startAgent } from './baton-process';
import { type Bench, judge } from './bench';
import { median } from './statistics';

const ROUNDS = 15;
const POLL_MS = 2;
const DEADLINE_MS = 30_000;

type Api = ReturnType<typeof connectAgent>['api'];

/** Asked to running through the agent, against the same command line spawned bare until QMP answers. */
export const startMachine: Bench = {
  name: 'start-machine',
  summary: 'start mutation to machine running, against the same argv spawned bare until QMP answers',
  run: async () => {
    const agent = await startAgent();
    const { api, close } = connectAgent(agent.stateDir);
    const ours: number[] = [];
    const bare: number[] = [];
    try {
      const machine = (await api.machine.list.query())[0];
      if (!machine) throw new Error('there is no machine to start');
      // The first start writes what later ones find; it counts for neither side.
      await startThroughAgent(api, machine.id);
      const argv = await api.machine.commandLine.query({ id: machine.id });
      await endThroughAgent(api, machine.id);
      for (let round = 0; round < ROUNDS; round += 1) {
        bare.push(await startBare(argv));
        ours.push(await startThroughAgent(api, machine.id));
        await endThroughAgent(api, machine.id);
      }
    } finally {
      await close();
      await agent.stop();
    }
    const reference = { kind: 'floor' as const, what: 'the same argv spawned bare', value: median(bare) };
    return [
      judge({
        name: 'start-machine',
        value: median(ours),
        unit: 'ms',
        reference,
        budget: 1.5,
        detail: `median of ${ROUNDS}, in turn`,
      }),
    ];
  },
};

/** Resolves when the machine's state is `kind`, told by the event stream. */
function reached(api: Api, id: string, kind: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      api.machine.view.query({ id }).then((view) => {
        if (view.state.kind !== kind) return;
        events.unsubscribe();
        resolve();
      }, reject);
    };
    const events = api.event.stream.subscribe(undefined, {
      onStarted: look,
      // As a page does: it asks again for what the event names.
      onData: ({ data }) => data.kind === 'machine' && data.subject === id && look(),
      onError: reject,
    });
  });
}

async function startThroughAgent(api: Api, id: string): Promise<number> {
  const began = performance.now();
  await api.machine.start.mutate({ id, gpu: 'without' });
  await reached(api, id, 'running');
  return performance.now() - began;
}

async function endThroughAgent(api: Api, id: string): Promise<void> {
  await api.machine.forceOff.mutate({ id });
  await reached(api, id, 'stopped');
}

/** The path of the first QMP socket on the command line. */
function qmpSocket(argv: readonly string[]): string {
  const found = argv.map((argument) => /(?:"path":"|path=|unix:)([^",]*qmp[^",]*)/.exec(argument)?.[1]).find(Boolean);
  if (!found) throw new Error('the command line names no QMP socket');
  return found;
}

async function startBare(argv: readonly string[]): Promise<number> {
  const socket = qmpSocket(argv);
  rmSync(socket, { force: true });
  const [binary = '', ...args] = argv;
  const began = performance.now();
  const qemu = spawn(binary, args, { stdio: 'ignore' });
  const over = new Promise((resolve) => qemu.once('exit', resolve));
  const session = await untilAnswering(socket, () => qemu.exitCode !== null);
  await session.execute('query-status');
  const took = performance.now() - began;
  session.close();
  qemu.kill('SIGKILL');
  await over;
  return took;
}

async function untilAnswering(socket: string, isOver: () => boolean): Promise<QmpSession> {
  const deadline = performance.now() + DEADLINE_MS;
  for (;;) {
    try {
      if (existsSync(socket)) return await connectQmp(socket);
    } catch (error) {
      if (!(error instanceof QmpError)) throw error;
    }
    if (isOver() || performance.now() > deadline) throw new Error('the bare QEMU did not answer');
    await delay(POLL_MS);
  }
}
