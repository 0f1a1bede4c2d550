import { closeSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connectAgent, startAgent } from './baton-process';
import { type Bench, type BenchOptions, type BenchResult, judge } from './bench';
import { residentMB } from './child-process';
import { median } from './statistics';

const LINES_PER_SECOND = 50_000;
/** QEMU writes what a guest sent at once; a flood comes in small pieces. */
const LINES_PER_WRITE = 10;
const TURN_MS = 10;
const FLOOD_MS = 60_000;
const QUICK_FLOOD_MS = 10_000;
const SETTLE_MS = 3000;
const CATCH_UP_MS = 30_000;
const GIB = 1024 ** 3;
const REAL_END_BYTES = 64 * 1024 * 1024;
const TAIL_LINES = 400;
const TAIL_ROUNDS = 20;

type Api = ReturnType<typeof connectAgent>['api'];

/** A guest that floods its serial port while somebody follows it, and the end of a log that is huge. */
export const logFlood: Bench = {
  name: 'log-flood',
  summary: `${LINES_PER_SECOND} lines/s into a followed log: what is lost, what memory it takes; and the tail of 1 GiB`,
  run: async ({ quick }: BenchOptions) => {
    const agent = await startAgent();
    const { api, close } = connectAgent(agent.stateDir);
    try {
      const machine = (await api.machine.list.query())[0];
      if (!machine) throw new Error('there is no machine to flood the log of');
      const log = join(agent.stateDir, 'machines', machine.id, 'serial.log');
      const tail = await tailOfHugeLog(api, machine.id, log);
      await api.machine.start.mutate({ id: machine.id });
      await untilState(api, machine.id, 'running');
      const flood = await floodOf({
        api,
        id: machine.id,
        log,
        pid: agent.pid,
        forMs: quick ? QUICK_FLOOD_MS : FLOOD_MS,
      });
      await api.machine.forceOff.mutate({ id: machine.id });
      await untilState(api, machine.id, 'stopped');
      return [...flood, tail];
    } finally {
      await close();
      await agent.stop();
    }
  },
};

/** Only its end is real: whoever reads the end never sees the rest. */
async function tailOfHugeLog(api: Api, machineId: string, log: string): Promise<BenchResult> {
  mkdirSync(dirname(log), { recursive: true });
  const file = openSync(log, 'w');
  ftruncateSync(file, GIB - REAL_END_BYTES);
  const block = Buffer.from(Array.from({ length: 10_000 }, (_, n) => lineOf(n)).join(''));
  for (let at = GIB - REAL_END_BYTES; at < GIB; at += block.length) writeSync(file, block, 0, block.length, at);
  closeSync(file);
  const samples: number[] = [];
  for (let round = 0; round < TAIL_ROUNDS; round += 1) {
    const began = performance.now();
    const page = await api.log.read.query({ machineId, view: 'serial', place: { kind: 'end' }, limit: TAIL_LINES });
    samples.push(performance.now() - began);
    if (page.entries.length !== TAIL_LINES) throw new Error(`the tail had ${page.entries.length} lines`);
  }
  return judge({
    name: 'log-tail-1-gib',
    value: median(samples),
    unit: 'ms',
    reference: { kind: 'budget', what: 'the last 400 lines of 1 GiB', value: 100 },
    budget: 1,
    detail: `median of ${TAIL_ROUNDS}, worst ${Math.max(...samples).toFixed(0)} ms`,
  });
}

interface Flood {
  readonly api: Api;
  readonly id: string;
  readonly log: string;
  readonly pid: number;
  readonly forMs: number;
}

async function floodOf({ api, id, log, pid, forMs }: Flood): Promise<BenchResult[]> {
  const page = await api.log.read.query({ machineId: id, view: 'serial', place: { kind: 'end' }, limit: 1 });
  const told = { shown: 0, leftOut: 0, last: -1 };
  const following = api.log.watch.subscribe(
    { machineId: id, view: 'serial', cursor: page.on },
    {
      onData: ({ data }) => {
        told.leftOut += data.skipped?.lines ?? 0;
        for (const { text } of data.entries) {
          if (!text.startsWith(MARK)) continue;
          told.shown += 1;
          told.last = Number(text.slice(MARK.length, MARK.length + DIGITS));
        }
      },
    },
  );
  await delay(SETTLE_MS);
  const before = residentMB(pid);
  const disk = new DiskCheck(log);
  const writes = await write({ log, forMs, each: () => disk.look(pid) });
  for (let waited = 0; told.last < writes.lines - 1 && waited < CATCH_UP_MS; waited += TURN_MS) await delay(TURN_MS);
  disk.look(pid);
  following.unsubscribe();
  const budget = (what: string, value: number) => ({ kind: 'budget' as const, what, value });
  const rate = Math.round(writes.lines / (forMs / 1000));
  return [
    judge({
      name: 'log-flood-lost',
      value: writes.lines - disk.inOrder,
      unit: 'lines',
      reference: budget('lines missing on disk', 1),
      budget: 0.5,
      detail: `${writes.lines} lines in ${forMs / 1000} s (${rate}/s), slowest write ${writes.slowestMs.toFixed(1)} ms; the follower was shown ${told.shown} and told of ${told.leftOut} left out (the guest's own lines among them), and was at the last line: ${told.last === writes.lines - 1}`,
    }),
    judge({
      name: 'log-flood-memory',
      value: Math.max(0, disk.peakMB - before),
      unit: 'MB',
      reference: budget('growth of the agent', 30),
      budget: 1,
      detail: `${before.toFixed(0)} MB before, at most ${disk.peakMB.toFixed(0)} MB`,
    }),
  ];
}

const MARK = 'flood ';
const DIGITS = 9;
const WORDS = ' systemd[1]: a service said something that nobody reads, again and again and again\n';

function lineOf(n: number): string {
  return `${MARK}${String(n).padStart(DIGITS, '0')}${WORDS}`;
}

/** Appends as QEMU's serial port does: small writes to a file that is open for appending. Keeps to the rate, not to the turns. */
async function write({ log, forMs, each }: { log: string; forMs: number; each: () => void }) {
  const file = openSync(log, 'a');
  const began = performance.now();
  let lines = 0;
  let slowestMs = 0;
  let looked = 0;
  for (;;) {
    const passedMs = Math.min(performance.now() - began, forMs);
    const due = Math.floor((passedMs / 1000) * LINES_PER_SECOND);
    while (lines < due) {
      let text = '';
      for (let n = 0; n < LINES_PER_WRITE; n += 1) text += lineOf(lines++);
      const from = performance.now();
      writeSync(file, text);
      slowestMs = Math.max(slowestMs, performance.now() - from);
    }
    if (passedMs >= forMs) break;
    if (passedMs - looked >= 500) {
      looked = passedMs;
      each();
    }
    await delay(TURN_MS);
  }
  closeSync(file);
  return { lines, slowestMs };
}

/** Reads what is on disk as it grows, and counts the flood's lines that follow each other. */
class DiskCheck {
  inOrder = 0;
  peakMB = 0;
  #at = 0;
  #rest = '';

  constructor(private readonly log: string) {}

  look(pid: number): void {
    this.peakMB = Math.max(this.peakMB, residentMB(pid));
    const file = openSync(this.log, 'r');
    const buffer = Buffer.alloc(1024 * 1024);
    for (let count = readSync(file, buffer, 0, buffer.length, this.#at); count > 0; ) {
      this.#at += count;
      this.#count(buffer.toString('latin1', 0, count));
      count = readSync(file, buffer, 0, buffer.length, this.#at);
    }
    closeSync(file);
  }

  #count(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      const at = line.indexOf(MARK);
      if (at >= 0 && Number(line.slice(at + MARK.length, at + MARK.length + DIGITS)) === this.inOrder)
        this.inOrder += 1;
    }
  }
}

async function untilState(api: Api, id: string, kind: string): Promise<void> {
  for (;;) {
    if ((await api.machine.view.query({ id })).state.kind === kind) return;
    await delay(50);
  }
}
