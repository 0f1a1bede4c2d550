import { connectQmp } from '@baton/qmp';
import type { Bench, BenchResult } from './bench';
import { judge } from './bench';
import { startIdleQemu } from './idle-qemu';
import { connectRawQmp } from './raw-qmp';
import { median, quantile } from './statistics';

const WARM_UP_ROUNDS = 500;
const ROUNDS_PER_HALF = 2_000;
const MICROSECONDS_PER_MS = 1_000;

interface Samples {
  readonly clientMs: number[];
  readonly rawMs: number[];
}

/** What @baton/qmp adds to one command, measured in turns with a bare socket on the other monitor of the same QEMU. */
export const qmpRoundTrip: Bench = {
  name: 'qmp-round-trip',
  summary: 'query-status through @baton/qmp against a bare socket',
  async run(): Promise<BenchResult[]> {
    const qemu = await startIdleQemu();
    try {
      const samples: Samples = { clientMs: [], rawMs: [] };
      const [a, b] = qemu.monitors;
      await measure(a, b, samples);
      await measure(b, a, samples); // monitors change sides, so that neither has an advantage
      return [verdict(samples)];
    } finally {
      await qemu.stop();
    }
  },
};

async function measure(clientPath: string, rawPath: string, samples: Samples): Promise<void> {
  const session = await connectQmp(clientPath);
  const raw = await connectRawQmp(rawPath);
  const client = () => session.execute('query-status');
  const bare = (round: number) => raw.exchange(`{"execute":"query-status","id":${round}}\n`);
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS_PER_HALF; round++) {
    // Whoever comes second may find warmer caches: take turns.
    const clientFirst = round % 2 === 0;
    const early = clientFirst ? await timed(client) : 0;
    const rawMs = await timed(() => bare(round));
    const clientMs = clientFirst ? early : await timed(client);
    if (round < 0) continue;
    samples.clientMs.push(clientMs);
    samples.rawMs.push(rawMs);
  }
  session.close();
  raw.close();
}

async function timed(exchange: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await exchange();
  return performance.now() - startMs;
}

function verdict({ clientMs, rawMs }: Samples): BenchResult {
  const p99 = (samples: number[]) => (quantile(samples, 0.99) * MICROSECONDS_PER_MS).toFixed(0);
  return judge({
    name: 'qmp-round-trip',
    value: median(clientMs) * MICROSECONDS_PER_MS,
    unit: 'µs',
    reference: { kind: 'floor', what: 'bare socket, nothing parsed', value: median(rawMs) * MICROSECONDS_PER_MS },
    budget: 1.3,
    detail: `median of ${clientMs.length} rounds each; 99th percentile ${p99(clientMs)} µs against ${p99(rawMs)} µs`,
  });
}
