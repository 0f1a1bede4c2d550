import type { TelemetryTick } from '@baton/model/telemetry/sample';

/** A watcher that does not read gets the newest ones only. */
const QUEUE_MAX = 8;

interface Watcher {
  /** The machine whose page it is; null = none. */
  readonly machineId: string | null;
  queue: TelemetryTick[];
  wake: () => void;
}

export interface WatchersParts {
  /** The first one came, or one that wants another machine. */
  readonly joined: () => void;
  /** The last one left. */
  readonly left: () => void;
}

/** Everybody who watches, each with what its page shows and nothing more. */
export class Watchers {
  readonly #all = new Set<Watcher>();

  constructor(private readonly parts: WatchersParts) {}

  get size(): number {
    return this.#all.size;
  }

  /** Machines that somebody looks at closely. */
  machines(): ReadonlySet<string> {
    return new Set([...this.#all].flatMap(({ machineId }) => (machineId === null ? [] : [machineId])));
  }

  publish(tick: TelemetryTick): void {
    const views = new Map<string | null, TelemetryTick>();
    for (const watcher of this.#all) {
      const view = views.get(watcher.machineId) ?? viewOf(tick, watcher.machineId);
      views.set(watcher.machineId, view);
      watcher.queue = [...watcher.queue.slice(1 - QUEUE_MAX), view];
      watcher.wake();
    }
  }

  /** Ends with `signal`. */
  async *watch(machineId: string | null, signal: AbortSignal): AsyncGenerator<TelemetryTick> {
    if (signal.aborted) return;
    const watcher: Watcher = { machineId, queue: [], wake: () => undefined };
    const onAbort = () => watcher.wake();
    signal.addEventListener('abort', onAbort, { once: true });
    this.#all.add(watcher);
    this.parts.joined();
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
      this.#all.delete(watcher);
      if (this.#all.size === 0) this.parts.left();
    }
  }
}

/** The tick with that machine alone, or with none. */
export function viewOf(tick: TelemetryTick, machineId: string | null): TelemetryTick {
  const machines = machineId === null ? [] : tick.machines.filter((sample) => sample.machineId === machineId);
  return { ...tick, machines };
}
