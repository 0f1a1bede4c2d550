import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import WebSocket from 'ws';
import { connectAgent, startAgent, startGateway } from './baton-process';
import { type Bench, type BenchResult, judge } from './bench';
import { ConsoleViewer } from './console-viewer';
import { median, quantile } from './statistics';
import { type Door, logIn } from './watching-clients';

const ANSWERS = 2000;
const QUICK_ANSWERS = 300;
const WARM_UP_ANSWERS = 200;
/** Pictures in a row on one way, before the other has its turn. */
const BURST_PICTURES = 20;
const BURSTS = 12;
const QUICK_BURSTS = 3;
const START_DEADLINE_MS = 30_000;

type Api = ReturnType<typeof connectAgent>['api'];

/** Both show the same screen of the same QEMU. */
interface Ways {
  /** QEMU's own UNIX socket. */
  readonly direct: ConsoleViewer;
  /** As a browser has it: TLS, the session's cookie, a WebSocket through gateway and agent. */
  readonly ours: ConsoleViewer;
}
const WAYS = ['direct', 'ours'] as const satisfies readonly (keyof Ways)[];

/** What a screen through gateway and agent costs, against QEMU's own socket in turn. */
export const consolePath: Bench = {
  name: 'console',
  summary: 'a running screen through gateway and agent against QEMU’s own socket: latency and throughput',
  run: async ({ quick }) => {
    const agent = await startAgent();
    const gateway = await startGateway(agent.stateDir);
    const { api, close } = connectAgent(agent.stateDir);
    const ends: (() => void)[] = [];
    try {
      const id = await startFirst(api);
      const door = await logIn(String(gateway.ready.url), agent.stateDir);
      const socket = await openSocket(join(agent.stateDir, 'machines', id, 'run', 'vnc.sock'));
      ends.push(() => socket.destroy());
      const webSocket = await openWebSocket(door, id);
      ends.push(() => webSocket.terminate());
      const ways = {
        direct: await ConsoleViewer.overSocket(socket),
        ours: await ConsoleViewer.overWebSocket(webSocket),
      };
      const results = [
        await latency(ways, quick ? QUICK_ANSWERS : ANSWERS),
        await throughput(ways, quick ? QUICK_BURSTS : BURSTS),
      ];
      await api.machine.forceOff.mutate({ id });
      return results;
    } finally {
      for (const end of ends) end();
      await close();
      await gateway.stop();
      await agent.stop();
    }
  },
};

async function latency(ways: Ways, answers: number): Promise<BenchResult> {
  const samples = { direct: [] as number[], ours: [] as number[] };
  for (let round = -WARM_UP_ANSWERS; round < answers; round += 1) {
    for (const way of WAYS) {
      const began = performance.now();
      await ways[way].sizeAnswered();
      if (round >= 0) samples[way].push(performance.now() - began);
    }
  }
  const [direct, ours] = [median(samples.direct), median(samples.ours)];
  return judge({
    name: 'console-latency',
    value: Math.max(0, ours - direct),
    unit: 'ms',
    reference: { kind: 'budget', what: 'added at the median, there and back', value: 1 },
    budget: 1,
    detail: `${ours.toFixed(2)} ms against ${direct.toFixed(2)} ms; 99th percentile ${quantile(samples.ours, 0.99).toFixed(2)} against ${quantile(samples.direct, 0.99).toFixed(2)} ms; ${answers} answers each, in turn`,
  });
}

/** Picture after picture, as fast as they are given: QEMU looks at its screen about thirty times a second. */
async function throughput(ways: Ways, bursts: number): Promise<BenchResult> {
  const rates = { direct: [] as number[], ours: [] as number[] };
  const wire = { direct: [] as number[], ours: [] as number[] };
  for (let burst = 0; burst < bursts; burst += 1) {
    for (const way of WAYS) {
      let bytes = 0;
      const began = performance.now();
      for (let count = 0; count < BURST_PICTURES; count += 1) {
        const picture = await ways[way].picture();
        bytes += picture.bytes;
        wire[way].push(picture.lastAt - picture.firstAt);
      }
      rates[way].push(megabytesPerSecond(bytes, performance.now() - began));
    }
  }
  const [direct, ours] = [median(rates.direct), median(rates.ours)];
  return judge({
    name: 'console-throughput',
    // The other way round than a rate: more is worse, as in every row.
    value: direct / ours,
    unit: 'x slower',
    reference: { kind: 'floor', what: 'whole raw pictures from QEMU’s own socket', value: 1 },
    budget: 1 / 0.9,
    detail: `${ways.direct.size}: ${ours.toFixed(1)} MB/s against ${direct.toFixed(1)} MB/s, median of ${bursts} × ${BURST_PICTURES} pictures, in turn; a picture takes ${median(wire.ours).toFixed(1)} ms from its first byte to its last, ${median(wire.direct).toFixed(1)} ms directly`,
  });
}

function megabytesPerSecond(bytes: number, tookMs: number): number {
  return bytes / 1e6 / (tookMs / 1000);
}

async function startFirst(api: Api): Promise<string> {
  const machine = (await api.machine.list.query())[0];
  if (!machine) throw new Error('there is no machine to look at');
  await api.machine.start.mutate({ id: machine.id, gpu: 'without' });
  const giveUpAt = performance.now() + START_DEADLINE_MS;
  for (let state = ''; state !== 'running'; await delay(50)) {
    state = (await api.machine.view.query({ id: machine.id })).state.kind;
    if (state === 'stopped' || performance.now() > giveUpAt) throw new Error('the machine did not start');
  }
  return machine.id;
}

function openSocket(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path, () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Paused, so that nothing that comes at once is missed. */
function openWebSocket({ url, cookie }: Door, machineId: string): Promise<WebSocket> {
  const origin = new URL(url).origin;
  const options = { headers: { cookie, origin }, rejectUnauthorized: false, perMessageDeflate: false };
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${origin.replace(/^http/, 'ws')}/console/${machineId}`, ['binary'], options);
    socket.once('open', () => {
      socket.pause();
      resolve(socket);
    });
    socket.once('error', reject);
  });
}
