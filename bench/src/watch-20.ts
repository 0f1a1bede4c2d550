import { setTimeout as delay } from 'node:timers/promises';
import { connectAgent, startAgent, startGateway } from './baton-process';
import { type Bench, type BenchResult, judge } from './bench';
import { cpuMs } from './child-process';
import { sensorOpens } from './sensor-opens';
import { type Door, logIn, openViewer, type Viewer } from './watching-clients';

const VIEWERS = 20;
const SETTLE_MS = 5000;
const WATCH_MS = 20_000;
const OPENS_MS = 10_000;
const REST_MS = 60_000;
/** A gateway lets one address upgrade twenty times a second. */
const APART_MS = 80;

interface Watched {
  readonly cpuPercent: number;
  readonly bytesPerSecond: number;
  readonly ticksPerSecond: number;
  readonly opens: number | string;
}

/** Twenty that watch Home and a machine's page over the gateway, with TLS, while a machine runs. */
export const watch20: Bench = {
  name: 'watch-20',
  summary: `${VIEWERS} viewers of Home and one machine at 1 Hz over TLS: CPU, bytes, and sensor files opened`,
  run: async () => {
    const agent = await startAgent();
    const gateway = await startGateway(agent.stateDir);
    const { api, close } = connectAgent(agent.stateDir);
    try {
      const machine = (await api.machine.list.query())[0];
      if (!machine) throw new Error('there is no machine to watch');
      const rest = await opensAtRest(agent.pid);
      await api.machine.start.mutate({ id: machine.id, gpu: 'without' });
      for (let state = ''; state !== 'running'; await delay(100)) {
        state = (await api.machine.view.query({ id: machine.id })).state.kind;
        if (state === 'stopped') throw new Error('the machine did not start');
      }
      const door = await logIn(String(gateway.ready.url), agent.stateDir);
      const pids = [agent.pid, gateway.pid] as const;
      const one = await watched({ door, machineId: machine.id, pids, count: 1 });
      const many = await watched({ door, machineId: machine.id, pids, count: VIEWERS });
      await api.machine.forceOff.mutate({ id: machine.id });
      return results({ one, many, rest });
    } finally {
      await close();
      await gateway.stop();
      await agent.stop();
    }
  },
};

interface Watching {
  readonly door: Door;
  readonly machineId: string;
  /** Agent, gateway. */
  readonly pids: readonly [number, number];
  readonly count: number;
}

async function watched({ door, machineId, pids, count }: Watching): Promise<Watched> {
  const viewers: Viewer[] = [];
  for (let index = 0; index < count; index += 1) {
    viewers.push(openViewer(door, machineId));
    await delay(APART_MS);
  }
  await delay(SETTLE_MS);
  const used = () => pids.reduce((sum, pid) => sum + cpuMs(pid), 0);
  const sum = (of: (viewer: Viewer) => number) => viewers.reduce((total, viewer) => total + of(viewer), 0);
  const [before, bytes, ticks, began] = [
    used(),
    sum((each) => each.bytes()),
    sum((each) => each.ticks()),
    performance.now(),
  ];
  await delay(WATCH_MS);
  const seconds = (performance.now() - began) / 1000;
  const found = {
    cpuPercent: (used() - before) / 10 / seconds,
    bytesPerSecond: (sum((each) => each.bytes()) - bytes) / count / seconds,
    // Two subscriptions each.
    ticksPerSecond: (sum((each) => each.ticks()) - ticks) / 2 / count / seconds,
  };
  const opens = await sensorOpens(pids[0], OPENS_MS).catch((error: Error) => error.message);
  for (const viewer of viewers) await viewer.close();
  return { ...found, opens };
}

async function opensAtRest(pid: number): Promise<number | string> {
  await delay(SETTLE_MS);
  return sensorOpens(pid, REST_MS).catch((error: Error) => error.message);
}

function results({ one, many, rest }: { one: Watched; many: Watched; rest: number | string }): BenchResult[] {
  const budget = (what: string, value: number) => ({ kind: 'budget' as const, what, value });
  const rows = [
    judge({
      name: 'watch-20-cpu',
      value: many.cpuPercent,
      unit: '% of a core',
      reference: budget('agent and gateway together', 4),
      budget: 1,
      detail: `${many.ticksPerSecond.toFixed(2)} ticks a second for each; one viewer takes ${one.cpuPercent.toFixed(2)} %`,
    }),
    judge({
      name: 'watch-20-bytes',
      value: many.bytesPerSecond,
      unit: 'B/s',
      reference: budget('a viewer, Home and a machine', 2048),
      budget: 1,
    }),
  ];
  if (typeof many.opens === 'number' && typeof one.opens === 'number') {
    rows.push(
      judge({
        name: 'watch-20-sampling',
        value: many.opens,
        unit: `opens in ${OPENS_MS / 1000} s`,
        reference: { kind: 'peer', what: 'one viewer', value: one.opens },
        budget: 1.15,
      }),
    );
  }
  if (typeof rest === 'number') {
    // Counted from one, because nothing divides by zero.
    const reference = budget('sensor files opened in 60 s with no viewer, and one', 1);
    rows.push(judge({ name: 'watch-none', value: rest + 1, unit: 'opens', reference, budget: 1 }));
  }
  return rows;
}
