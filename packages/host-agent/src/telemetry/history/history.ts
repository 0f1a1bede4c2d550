import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  gpuValues,
  hostValues,
  machineValues,
  type SeriesSource,
  type TelemetrySeries,
} from '@baton/model/telemetry/channels';
import type { TelemetryTick } from '@baton/model/telemetry/sample';
import { type SeriesQuestion, SourceHistory } from './source-history';

/** A lost host costs so much of its history; a disk is woken no more often. */
const WRITE_EVERY_MS = 30_000;
/** Of a machine that was not started for so long, nothing is kept. */
const FORGET_AFTER_MS = 30 * 24 * 60 * 60 * 1000;

/** Machine ids as they may stand in a file's name. */
const PLAIN_ID = /^[\w-]{1,64}$/;

export interface HistoryParts {
  /** Of this agent's own; made when there is something to write. */
  readonly folder: string;
  readonly now: () => number;
  readonly failed: (error: unknown) => void;
}

/** What was measured over days, in files of bounded size. Written while something is measured, and not else. */
export class History {
  readonly #sources = new Map<string, SourceHistory>();
  #writtenAt = 0;

  constructor(private readonly parts: HistoryParts) {}

  /** Takes a tick. Never waits and never throws. */
  add(tick: TelemetryTick): void {
    this.#of({ kind: 'host' })?.add({ at: tick.at, values: hostValues(tick.host) });
    if (tick.gpu) this.#of({ kind: 'gpu' })?.add({ at: tick.at, values: gpuValues(tick.gpu) });
    for (const sample of tick.machines) {
      this.#of({ kind: 'machine', machineId: sample.machineId })?.add({ at: tick.at, values: machineValues(sample) });
    }
    if (this.#writtenAt === 0) this.#writtenAt = tick.at;
    if (Math.abs(tick.at - this.#writtenAt) < WRITE_EVERY_MS) return;
    this.#writtenAt = tick.at;
    void this.flush();
  }

  async series(source: SeriesSource, question: SeriesQuestion): Promise<TelemetrySeries> {
    const history = this.#of(source);
    return history ? history.series(question) : { stepMs: 0, at: [], channels: {} };
  }

  /** @param last nothing is measured after it */
  async flush(last = false): Promise<void> {
    const writing = [...this.#sources.values()].map((source) => source.flush(last).catch(this.parts.failed));
    await Promise.all(writing);
  }

  /** Deletes what belongs to machines that nobody has started for a month. */
  async prune(): Promise<void> {
    const { folder, now } = this.parts;
    for (const name of await readdir(folder).catch(() => [])) {
      const path = join(folder, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now() }));
      if (name.startsWith('machine-') && now() - mtimeMs > FORGET_AFTER_MS) await rm(path, { force: true });
    }
  }

  #of(source: SeriesSource): SourceHistory | null {
    const name = source.kind === 'machine' ? `machine-${source.machineId}` : source.kind;
    if (source.kind === 'machine' && !PLAIN_ID.test(source.machineId)) return null;
    const known = this.#sources.get(name);
    if (known) return known;
    const made = new SourceHistory(source, join(this.parts.folder, name));
    this.#sources.set(name, made);
    return made;
  }
}
