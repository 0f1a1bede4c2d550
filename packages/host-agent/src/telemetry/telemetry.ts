import type { TelemetryService } from '@baton/api/services';
import type { SeriesSource, TelemetrySeries } from '@baton/model/telemetry/channels';
import type { TelemetryTick } from '@baton/model/telemetry/sample';
import type { Clock } from '../ports/clock';
import type { History } from './history/history';
import type { SeriesQuestion } from './history/source-history';
import { Meters, type MetersParts } from './meters';
import { viewOf, Watchers } from './watchers';

const TICK_MS = 1000;
/** The first tick comes this soon: a percentage needs two readings. */
const FIRST_TICK_MS = 250;
/** While a machine runs and nobody watches: enough to find later what happened, and nearly free. */
const UNWATCHED_TICK_MS = 10_000;
/** In memory, to draw a chart at once. */
const KEPT_TICKS = 300;

export interface TelemetryParts extends Omit<MetersParts, 'now'> {
  readonly clock: Clock;
  readonly history: Pick<History, 'add' | 'series' | 'flush' | 'prune'>;
  /** Somebody would be told of a hot card although nobody watches: the guest that has it is asked then. */
  readonly cardMatters?: () => boolean;
  /** Somebody waits to hear that the card is cool again: it is measured though no machine is up. */
  readonly cardAwaited?: () => boolean;
  readonly failed: (error: unknown) => void;
}

/** One sampler for everybody who watches. It runs while somebody does, and slowly while a machine is up; else nothing is opened. */
export class Telemetry implements TelemetryService {
  readonly #meters: Meters;
  readonly #watchers = new Watchers({
    joined: () => this.#look(),
    left: () => this.#look(),
  });
  readonly #listeners = new Set<(tick: TelemetryTick) => void>();
  readonly #recent: TelemetryTick[] = [];
  #stop: AbortController | undefined;
  /** Ends the pause between two ticks. */
  #pause: AbortController | undefined;
  #finished: Promise<void> = Promise.resolve();

  constructor(private readonly parts: TelemetryParts) {
    this.#meters = new Meters({ ...parts, now: () => parts.clock.now() });
  }

  /** True while it samples. */
  get running(): boolean {
    return this.#stop !== undefined;
  }

  /** A machine started or stopped. */
  machinesChanged(): void {
    this.#look();
  }

  /** Hears every tick there is, and causes none. @returns how to stop. */
  onTick(listener: (tick: TelemetryTick) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  recent({
    machineId,
    limit,
  }: {
    readonly machineId: string | null;
    readonly limit: number;
  }): readonly TelemetryTick[] {
    const oldest = this.parts.clock.now() - KEPT_TICKS * TICK_MS;
    return this.#recent
      .filter((tick) => tick.at >= oldest)
      .slice(-limit)
      .map((tick) => viewOf(tick, machineId));
  }

  watch(machineId: string | null, signal: AbortSignal): AsyncGenerator<TelemetryTick> {
    return this.#watchers.watch(machineId, signal);
  }

  history(source: SeriesSource, question: SeriesQuestion): Promise<TelemetrySeries> {
    return this.parts.history.series(source, question);
  }

  /** Writes what was measured; nothing is measured afterwards. */
  async stop(): Promise<void> {
    this.#end();
    await this.#finished;
    await this.parts.history.flush(true);
  }

  /** Begins, hurries, slows down or ends, as it is wanted now. */
  #look(): void {
    const isAwaited = this.parts.cardAwaited?.() === true;
    const wanted = this.#watchers.size > 0 || this.parts.machines().length > 0 || isAwaited;
    if (!wanted) this.#end();
    else if (this.#stop) {
      if (this.#watchers.size > 0) this.#pause?.abort();
    } else {
      this.#stop = new AbortController();
      this.#finished = this.#run(this.#stop.signal);
    }
  }

  #end(): void {
    if (!this.#stop) return;
    this.#stop.abort();
    this.#stop = undefined;
    void this.parts.history.flush(true);
  }

  async #run(signal: AbortSignal): Promise<void> {
    this.#meters.forget();
    for (let count = 0; !signal.aborted; count += 1) {
      const began = this.parts.clock.now();
      try {
        const closely = this.#watchers.machines();
        const asksCard = this.#watchers.size > 0 || this.parts.cardMatters?.() === true;
        const tick = await this.#meters.tick({ asksCard, closely });
        // The first one has nothing to compare with.
        if (count > 0 && !signal.aborted) this.#publish(tick);
      } catch (error) {
        this.parts.failed(error);
      }
      const watched = this.#watchers.size > 0;
      if (count === 0) await this.#rest(FIRST_TICK_MS, signal);
      else if (watched) await this.#rest(Math.max(TICK_MS / 2, TICK_MS - (this.parts.clock.now() - began)), signal);
      else await this.#rest(UNWATCHED_TICK_MS, this.#untilWatched(signal));
      // The last machine stopped while nobody watched.
      if (!signal.aborted) this.#look();
    }
  }

  #rest(ms: number, ending: AbortSignal): Promise<void> {
    return this.parts.clock.sleep(ms, ending).catch(() => undefined);
  }

  /** A watcher that comes does not wait for a long rest to end. */
  #untilWatched(signal: AbortSignal): AbortSignal {
    this.#pause = new AbortController();
    return AbortSignal.any([signal, this.#pause.signal]);
  }

  #publish(tick: TelemetryTick): void {
    this.#recent.push(tick);
    if (this.#recent.length > KEPT_TICKS) this.#recent.shift();
    this.parts.history.add(tick);
    for (const listener of this.#listeners) listener(tick);
    this.#watchers.publish(tick);
  }
}
