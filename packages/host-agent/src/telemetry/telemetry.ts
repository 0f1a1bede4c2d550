import type { TelemetryService } from '@baton/api/services';
import type { GpuSample, HostSample, MachineSample, TelemetryTick } from '@baton/model/telemetry/sample';
import type { Clock } from '../ports/clock';
import type { GpuSensors, HostReading, HostSensors, ProcessReading, StorageReading } from '../ports/sensors';

const TICK_MS = 2000;
/** The first tick comes this soon: a percentage needs two readings. */
const FIRST_TICK_MS = 250;
const STORAGE_EVERY_TICKS = 10;
const KEPT_TICKS = 300;
/** A watcher that does not read gets the newest ones only. */
const QUEUE_MAX = 8;

/** A process to measure. */
export interface MeasuredMachine {
  readonly id: string;
  readonly pid: number;
}

export interface TelemetryParts {
  readonly clock: Clock;
  readonly host: HostSensors;
  /** null = this host has no discrete GPU. */
  readonly gpu: GpuSensors | null;
  /** True while the card changes hands: looking at it then would hold it. */
  readonly gpuMoves: () => boolean;
  readonly machines: () => readonly MeasuredMachine[];
  readonly failed: (error: unknown) => void;
}

interface Watcher {
  queue: TelemetryTick[];
  wake: () => void;
}

/** What the last tick measured, to tell how much was used since. */
interface Before {
  readonly at: number;
  readonly cpu: HostReading['cpu'];
  readonly processes: ReadonlyMap<string, ProcessReading>;
}

/** One sampler for everybody who watches; it runs while somebody does. */
export class Telemetry implements TelemetryService {
  readonly #watchers = new Set<Watcher>();
  readonly #recent: TelemetryTick[] = [];
  #stop: AbortController | undefined;

  constructor(private readonly parts: TelemetryParts) {}

  /** True while it samples. */
  get running(): boolean {
    return this.#stop !== undefined;
  }

  recent(): readonly TelemetryTick[] {
    const oldest = this.parts.clock.now() - KEPT_TICKS * TICK_MS;
    return this.#recent.filter((tick) => tick.at >= oldest);
  }

  async *watch(signal: AbortSignal): AsyncGenerator<TelemetryTick> {
    if (signal.aborted) return;
    const watcher: Watcher = { queue: [], wake: () => undefined };
    const onAbort = () => watcher.wake();
    signal.addEventListener('abort', onAbort, { once: true });
    this.#join(watcher);
    try {
      while (!signal.aborted) {
        const tick = watcher.queue.shift();
        if (tick) yield tick;
        else
          await new Promise<void>((resolve) => {
            watcher.wake = resolve;
          });
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
      this.#leave(watcher);
    }
  }

  #join(watcher: Watcher): void {
    this.#watchers.add(watcher);
    if (this.#stop) return;
    this.#stop = new AbortController();
    void this.#run(this.#stop.signal);
  }

  #leave(watcher: Watcher): void {
    this.#watchers.delete(watcher);
    if (this.#watchers.size > 0) return;
    this.#stop?.abort();
    this.#stop = undefined;
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { clock, failed } = this.parts;
    let before: Before | undefined;
    let storage: StorageReading | null = null;
    for (let count = 0; !signal.aborted; count += 1) {
      try {
        // Every tenth tick, and the first one that is shown: how full a disk is changes slowly.
        if (count % STORAGE_EVERY_TICKS === 1) storage = await this.parts.host.storage();
        const { tick, after } = await this.#measure(before, storage);
        if (before && !signal.aborted) this.#publish(tick);
        before = after;
      } catch (error) {
        failed(error);
      }
      await clock.sleep(count === 0 ? FIRST_TICK_MS : TICK_MS, signal).catch(() => undefined);
    }
  }

  async #measure(before: Before | undefined, storage: StorageReading | null) {
    const { clock, host } = this.parts;
    const at = clock.now();
    const [reading, gpu, processes] = await Promise.all([host.read(), this.#readGpu(at), this.#processes()]);
    const hostSample: HostSample = {
      at,
      cpuPercent: cpuPercent(before?.cpu ?? null, reading.cpu),
      cpuTemperatureC: reading.cpuTemperatureC,
      memoryUsedMiB: reading.memoryUsedMiB,
      memoryTotalMiB: reading.memoryTotalMiB,
      storageFreeBytes: storage?.freeBytes ?? null,
      storageTotalBytes: storage?.totalBytes ?? null,
      battery: reading.battery,
    };
    const machines = [...processes].map(([id, now]): MachineSample => {
      return { at, machineId: id, rssMiB: now.rssMiB, cpuPercent: processPercent(before, at, [id, now]) };
    });
    const tick: TelemetryTick = { at, host: hostSample, gpu, machines };
    return { tick, after: { at, cpu: reading.cpu, processes } satisfies Before };
  }

  async #readGpu(at: number): Promise<GpuSample | null> {
    const { gpu, gpuMoves } = this.parts;
    if (!gpu) return null;
    return gpuMoves() ? { at, source: 'none', reason: 'moving' } : gpu.read();
  }

  async #processes(): Promise<Map<string, ProcessReading>> {
    const found = new Map<string, ProcessReading>();
    for (const { id, pid } of this.parts.machines()) {
      const reading = await this.parts.host.process(pid);
      if (reading) found.set(id, reading);
    }
    return found;
  }

  #publish(tick: TelemetryTick): void {
    this.#recent.push(tick);
    if (this.#recent.length > KEPT_TICKS) this.#recent.shift();
    for (const watcher of this.#watchers) {
      watcher.queue = [...watcher.queue.slice(1 - QUEUE_MAX), tick];
      watcher.wake();
    }
  }
}

/** Of all CPUs together, 0 to 100; null without an earlier reading. */
function cpuPercent(before: HostReading['cpu'], now: HostReading['cpu']): number | null {
  if (!before || !now) return null;
  const total = now.totalTicks - before.totalTicks;
  return total > 0 ? round(((now.busyTicks - before.busyTicks) / total) * 100) : null;
}

/** 100 % = one CPU. A counter that went back belongs to another process: not measured. */
function processPercent(before: Before | undefined, at: number, [id, now]: [string, ProcessReading]): number | null {
  const earlier = before?.processes.get(id);
  if (!before || !earlier || now.cpuMs < earlier.cpuMs || at <= before.at) return null;
  return round(((now.cpuMs - earlier.cpuMs) / (at - before.at)) * 100);
}

function round(percent: number): number {
  return Math.round(Math.max(0, percent) * 10) / 10;
}
