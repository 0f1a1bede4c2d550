import { setTimeout as delay } from 'node:timers/promises';
import { connectAgent, startAgent } from './baton-process';
import { type Bench, type BenchResult, judge } from './bench';
import { cpuMs } from './child-process';
import { pausedMachines } from './paused-machines';
import { startPeerLibvirt } from './peer-libvirt';

const MACHINES = 50;
const SETTLE_MS = 3000;
const MEASURE_SECONDS = 20;

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
  const machines = pausedMachines(api);
  try {
    const ids = await machines.start(MACHINES);
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
    await machines.end();
    await close();
    await agent.stop();
  }
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
