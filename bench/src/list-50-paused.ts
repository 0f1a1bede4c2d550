import { setTimeout as delay } from 'node:timers/promises';
import { connectAgent, startAgent } from './baton-process';
import { type Bench, type BenchResult, judge } from './bench';
import { cpuMs } from './child-process';
import { startPeerLibvirt } from './peer-libvirt';

const MACHINES = 50;
const SETTLE_MS = 3000;
const MEASURE_SECONDS = 20;
const START_DEADLINE_MS = 60_000;

type Api = ReturnType<typeof connectAgent>['api'];

/** What it costs to know all of fifty paused machines each second, against `virsh domstats` on as many. */
export const list50Paused: Bench = {
  name: 'list-50-paused',
  summary: `${MACHINES} paused machines, everything of each measured and sent at 1 Hz, against virsh domstats at 1 Hz`,
  run: async () => {
    const ours = await measureOurs();
    const peer = await measurePeer();
    return results(ours, peer);
  },
};

interface Ours {
  readonly cpuMsPerSecond: number;
  readonly ticksPerSecond: number;
  readonly listMs: number;
}

async function measureOurs(): Promise<Ours> {
  const agent = await startAgent();
  const { api, close } = connectAgent(agent.stateDir);
  const ids: string[] = [];
  try {
    const first = (await api.machine.list.query())[0];
    if (!first) throw new Error('there is no machine to begin with');
    ids.push(first.id);
    for (let index = 1; index < MACHINES; index += 1) {
      ids.push((await api.profile.duplicate.mutate({ id: first.id, name: `bench${index}` })).id);
    }
    for (const id of ids) await startPaused(api, id);
    let ticks = 0;
    const watching = ids.map((machineId) => {
      const onData = () => {
        ticks += 1;
      };
      return api.telemetry.watch.subscribe({ machineId }, { onData });
    });
    await delay(SETTLE_MS);
    const [before, told] = [cpuMs(agent.pid), ticks];
    await delay(MEASURE_SECONDS * 1000);
    const cpuMsPerSecond = (cpuMs(agent.pid) - before) / MEASURE_SECONDS;
    const ticksPerSecond = (ticks - told) / MACHINES / MEASURE_SECONDS;
    for (const each of watching) each.unsubscribe();
    const began = performance.now();
    await api.machine.list.query();
    return { cpuMsPerSecond, ticksPerSecond, listMs: performance.now() - began };
  } finally {
    for (const id of ids) await api.machine.forceOff.mutate({ id }).catch(() => undefined);
    await close();
    await agent.stop();
  }
}

async function startPaused(api: Api, id: string): Promise<void> {
  await api.machine.start.mutate({ id, gpu: 'without' });
  const giveUpAt = performance.now() + START_DEADLINE_MS;
  for (;;) {
    const { state } = await api.machine.view.query({ id });
    if (state.kind === 'running') break;
    if (state.kind === 'stopped' || performance.now() > giveUpAt) throw new Error('a machine did not start');
    await delay(20);
  }
  await api.machine.pause.mutate({ id });
}

/** @returns CPU time in a second, or why there is none */
async function measurePeer(): Promise<number | string> {
  const peer = await startPeerLibvirt(MACHINES).catch((error: Error) =>
    error.message.split('\n').slice(0, 3).join(' '),
  );
  if (typeof peer === 'string') return peer;
  try {
    await delay(SETTLE_MS);
    peer.domstats();
    await delay(1000);
    const before = peer.cpuMs();
    for (let second = 0; second < MEASURE_SECONDS; second += 1) {
      peer.domstats();
      await delay(1000);
    }
    return (peer.cpuMs() - before) / MEASURE_SECONDS;
  } finally {
    await peer.stop();
  }
}

function results(ours: Ours, peer: number | string): BenchResult[] {
  const perMachine = ours.cpuMsPerSecond / MACHINES;
  const detail = `${ours.ticksPerSecond.toFixed(2)} ticks a second for each of ${MACHINES}, on one connection`;
  const reference =
    typeof peer === 'number'
      ? { kind: 'peer' as const, what: 'virsh domstats', value: peer / MACHINES }
      : { kind: 'budget' as const, what: `1 ms; libvirt was skipped: ${peer}`, value: 1 };
  return [
    judge({ name: 'list-50-paused', value: perMachine, unit: 'ms CPU/s', reference, budget: 1, detail }),
    judge({
      name: 'list-50-query',
      value: ours.listMs,
      unit: 'ms',
      reference: { kind: 'budget', what: `the list of ${MACHINES} machines from the agent`, value: 100 },
      budget: 1,
    }),
  ];
}
