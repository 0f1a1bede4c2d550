/** One figure, next to what it is measured against. */
export interface BenchResult {
  name: string;
  value: number;
  unit: string;
  /**
   * `floor`: what the machine needs at least, measured in the same run. `peer`: another product or method, likewise.
   * `budget`: a fixed limit, for figures that nothing can be compared with.
   */
  reference: { kind: 'floor' | 'peer' | 'budget'; what: string; value: number };
  /** value / reference.value */
  ratio: number;
  /** The largest ratio that is all right. */
  budget: number;
  ok: boolean;
  detail?: string;
}

/** `quick`: shorter, for a first look; what is reported then is no figure to quote. */
export interface BenchOptions {
  readonly quick: boolean;
}

/** A named benchmark. Rejects when it cannot run here, with the reason as the message. */
export interface Bench {
  name: string;
  summary: string;
  run(options: BenchOptions): Promise<BenchResult[]>;
}

/** What a bench measured, before it is judged. */
export type Measurement = Omit<BenchResult, 'ratio' | 'ok'>;

/** Adds the ratio and the verdict. */
export function judge(measurement: Measurement): BenchResult {
  const ratio = measurement.value / measurement.reference.value;
  return { ...measurement, ratio, ok: ratio <= measurement.budget };
}
