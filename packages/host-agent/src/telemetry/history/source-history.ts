import { channelsOf, type SeriesSource, type TelemetrySeries } from '@baton/model/telemetry/channels';
import { Bucket, downsample, type Point, stepFor } from '@baton/model/telemetry/downsample';
import { RingFile } from './ring-file';

const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
/** Hours as they were measured. */
const FINE_RECORDS = (4 * 60 * MINUTE_MS) / SECOND_MS;
/** Eight days, a point a minute: a week and what it is compared with. */
const COARSE_RECORDS = 8 * 24 * 60;

export interface SeriesQuestion {
  readonly fromMs: number;
  readonly toMs: number;
  readonly maxPoints: number;
}

/** The history of one source: every measurement for hours, one point a minute for days. */
export class SourceHistory {
  readonly #fine: RingFile;
  readonly #coarse: RingFile;
  readonly #names: readonly string[];
  readonly #stateAt: number | null;
  /** Measured, and not in the file yet. */
  #unwritten: Point[] = [];
  #unwrittenMinutes: Point[] = [];
  #minute: Bucket | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(source: SeriesSource, path: string) {
    this.#names = channelsOf(source);
    this.#stateAt = source.kind === 'gpu' ? this.#names.indexOf('state') : null;
    const channels = this.#names.length;
    this.#fine = new RingFile(`${path}.fine`, { channels, capacity: FINE_RECORDS });
    this.#coarse = new RingFile(`${path}.coarse`, { channels, capacity: COARSE_RECORDS });
  }

  add(point: Point): void {
    this.#unwritten.push(point);
    const index = Math.floor(point.at / MINUTE_MS);
    if (this.#minute && this.#minute.index !== index) this.#endMinute();
    this.#minute ??= new Bucket(index, this.#names.length);
    this.#minute.add(point);
  }

  /** Writes what is not in the files yet. @param last nothing comes after it: the minute that has begun, too */
  flush(last = false): Promise<void> {
    return this.#inTurn(async () => {
      if (last && this.#minute) this.#endMinute();
      const [points, minutes] = [this.#unwritten, this.#unwrittenMinutes];
      this.#unwritten = [];
      this.#unwrittenMinutes = [];
      await this.#fine.append(points);
      await this.#coarse.append(minutes);
    });
  }

  /** Never more than about `maxPoints`. */
  series({ fromMs, toMs, maxPoints }: SeriesQuestion): Promise<TelemetrySeries> {
    return this.#inTurn(async () => {
      const stepMs = stepFor(toMs - fromMs, maxPoints);
      const points = (await this.#points(fromMs, stepMs)).filter(({ at }) => at >= fromMs && at <= toMs);
      const shown = downsample(points, stepMs, this.#stateAt);
      const channels = this.#names.map((name, index) => [name, shown.map(({ values }) => values[index] ?? null)]);
      return { stepMs, at: shown.map(({ at }) => at), channels: Object.fromEntries(channels) };
    });
  }

  /** Minutes where they are fine enough or all that is left, and what was measured since. */
  async #points(fromMs: number, stepMs: number): Promise<readonly Point[]> {
    if (stepMs >= MINUTE_MS) {
      const minutes = [...(await this.#coarse.since(fromMs)), ...this.#unwrittenMinutes];
      const begun = this.#minute?.point(this.#stateAt);
      return begun ? [...minutes, begun] : minutes;
    }
    const fine = [...(await this.#fine.since(fromMs)), ...this.#unwritten];
    const oldest = fine[0]?.at ?? Number.POSITIVE_INFINITY;
    if (oldest <= fromMs + stepMs) return fine;
    return [...(await this.#coarse.since(fromMs)).filter(({ at }) => at < oldest), ...fine];
  }

  #endMinute(): void {
    if (this.#minute) this.#unwrittenMinutes.push(this.#minute.point(this.#stateAt));
    this.#minute = undefined;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
