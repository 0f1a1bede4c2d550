import type { MachineSample, Rates, VcpuSample } from '@baton/model/telemetry/sample';
import type { HostSensors, NetworkReading } from '../ports/sensors';
import { perSecond, share } from './shares';

/** Of a QMP session. */
export interface MeterQuestions {
  execute(
    command: 'query-cpus-fast',
  ): Promise<readonly { readonly 'cpu-index': number; readonly 'thread-id': number }[]>;
  execute(command: 'query-iothreads'): Promise<readonly { readonly 'thread-id': number }[]>;
  execute(
    command: 'query-blockstats',
  ): Promise<readonly { readonly stats: { readonly rd_bytes: number; readonly wr_bytes: number } }[]>;
}

/** A machine to measure. */
export interface MeasuredMachine {
  readonly name?: string;
  readonly id: string;
  readonly pid: number;
  /** Names of its tap devices. */
  readonly taps?: readonly string[];
  /** null = its monitor does not answer. */
  readonly questions?: MeterQuestions | null;
  /** It has the GPU now. */
  readonly hasGpu?: boolean;
}

/** Placement and the proportional set size change slowly, and asking is costly. */
const RARELY_MS = 60_000;

interface Counters {
  readonly at: number;
  readonly cpuMs: number;
  readonly threadMs: ReadonlyMap<number, number>;
  readonly disk: { readonly rd: number; readonly wr: number } | null;
  readonly network: NetworkReading | null;
}

interface Threads {
  readonly vcpus: readonly number[];
  readonly iothreads: readonly number[];
}

interface Rare {
  readonly at: number;
  readonly places: readonly (readonly number[] | null)[];
  readonly pssMiB: number | null;
}

/** Measures one run of one machine. What it says is of the time since it was asked before. */
export class MachineMeter {
  #before: Counters | undefined;
  /** Rates are of the time since the last question of their own kind: they are asked less often. */
  #ratesBefore: Counters | undefined;
  #threads: Threads | undefined;
  #rare: Rare | undefined;

  constructor(
    readonly machine: MeasuredMachine,
    private readonly sensors: HostSensors,
  ) {}

  /**
   * @param depth `whole`: each thread, memory shared, disks and networks. `rates`: disks and networks. `plain`: the process.
   * @returns null = the process is gone
   */
  async sample(at: number, depth: 'plain' | 'rates' | 'whole', questions = this.machine.questions ?? null) {
    const { id, pid } = this.machine;
    const process = this.sensors.process(pid);
    if (!process) return null;
    const whole = depth === 'whole';
    const rates = depth !== 'plain';
    if (whole && questions) this.#threads ??= (await threadsOf(questions)) ?? undefined;
    if (whole && (!this.#rare || at - this.#rare.at >= RARELY_MS)) this.#rare = await this.#readRarely(at);
    const now: Counters = {
      at,
      cpuMs: process.cpuMs,
      threadMs: whole ? this.#threadTimes() : new Map(),
      disk: rates ? await diskOf(questions) : null,
      network: rates ? this.sensors.network(this.machine.taps ?? []) : null,
    };
    const before = this.#before;
    this.#before = now;
    const sample: MachineSample = {
      at,
      machineId: id,
      cpuPercent: share(before && { at: before.at, ms: before.cpuMs }, { at, ms: now.cpuMs }),
      rssMiB: process.rssMiB,
      ...(rates && this.#rates(now)),
      ...(whole && this.#wholeOf(before, now)),
    };
    return sample;
  }

  #rates(now: Counters): { disk: Rates | null; network: Rates | null } {
    const before = this.#ratesBefore;
    this.#ratesBefore = now;
    return { disk: diskRates(before, now), network: networkRates(before, now) };
  }

  #wholeOf(before: Counters | undefined, now: Counters) {
    const { vcpus, iothreads } = this.#threads ?? { vcpus: [], iothreads: [] };
    const percentOf = (thread: number): number | null => {
      const [earlier, later] = [before?.threadMs.get(thread), now.threadMs.get(thread)];
      if (!before || earlier === undefined || later === undefined) return null;
      return share({ at: before.at, ms: earlier }, { at: now.at, ms: later });
    };
    const vcpuSamples = vcpus.map((thread, index): VcpuSample => {
      return { percent: percentOf(thread), cpus: this.#rare?.places[index] ?? null };
    });
    const own = [...vcpus, ...iothreads];
    const rest = (counters: Counters) =>
      counters.cpuMs - own.reduce((sum, thread) => sum + (counters.threadMs.get(thread) ?? 0), 0);
    const known = own.length > 0 && before && own.every((thread) => before.threadMs.has(thread));
    return {
      vcpus: vcpuSamples,
      // Counters of threads and of the process are rounded apart: a little less than nothing is nothing.
      emulatorPercent: known
        ? share({ at: before.at, ms: Math.min(rest(before), rest(now)) }, { at: now.at, ms: rest(now) })
        : null,
      pssMiB: this.#rare?.pssMiB ?? null,
    };
  }

  #threadTimes(): Map<number, number> {
    const times = new Map<number, number>();
    for (const thread of [...(this.#threads?.vcpus ?? []), ...(this.#threads?.iothreads ?? [])]) {
      const ms = this.sensors.thread(this.machine.pid, thread);
      if (ms !== null) times.set(thread, ms);
    }
    return times;
  }

  async #readRarely(at: number): Promise<Rare> {
    const { pid } = this.machine;
    const places = (this.#threads?.vcpus ?? []).map((thread) => this.sensors.placeOf(pid, thread));
    return { at, places, pssMiB: await this.sensors.pss(pid) };
  }
}

/** A monitor that closes or is busy costs this one reading. */
async function threadsOf(questions: MeterQuestions): Promise<Threads | null> {
  try {
    const [cpus, iothreads] = await Promise.all([
      questions.execute('query-cpus-fast'),
      questions.execute('query-iothreads'),
    ]);
    const inOrder = [...cpus].sort((a, b) => a['cpu-index'] - b['cpu-index']);
    return { vcpus: inOrder.map((cpu) => cpu['thread-id']), iothreads: iothreads.map((each) => each['thread-id']) };
  } catch {
    return null;
  }
}

async function diskOf(questions: MeterQuestions | null): Promise<Counters['disk']> {
  if (!questions) return null;
  try {
    const disks = await questions.execute('query-blockstats');
    return {
      rd: disks.reduce((sum, { stats }) => sum + stats.rd_bytes, 0),
      wr: disks.reduce((sum, { stats }) => sum + stats.wr_bytes, 0),
    };
  } catch {
    return null;
  }
}

function diskRates(before: Counters | undefined, now: Counters): Rates | null {
  if (!before?.disk || !now.disk) return null;
  return ratesOf(
    perSecond({ at: before.at, count: before.disk.rd }, { at: now.at, count: now.disk.rd }),
    perSecond({ at: before.at, count: before.disk.wr }, { at: now.at, count: now.disk.wr }),
  );
}

function networkRates(before: Counters | undefined, now: Counters): Rates | null {
  if (!before?.network || !now.network) return null;
  const { receivedBytes: inBefore, sentBytes: outBefore } = before.network;
  return ratesOf(
    perSecond({ at: before.at, count: inBefore }, { at: now.at, count: now.network.receivedBytes }),
    perSecond({ at: before.at, count: outBefore }, { at: now.at, count: now.network.sentBytes }),
  );
}

function ratesOf(inBytes: number | null, outBytes: number | null): Rates | null {
  return inBytes === null || outBytes === null ? null : { inBytes, outBytes };
}
