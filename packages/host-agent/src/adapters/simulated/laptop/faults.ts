/** Writes that can be made to fail or hang. */
export const OPERATIONS = [
  'override',
  'unbind',
  'probe',
  'power-control',
  'd3cold',
  'remove',
  'rescan',
  'module-load',
  'module-unload',
  'switch-power',
  'reset',
  'service',
  'console',
  'own-node',
  'ask',
  'rom',
] as const;
export type LaptopOperation = (typeof OPERATIONS)[number];

export type FaultKind = 'fail' | 'hang';

/** Faults on demand: by the name of the write, or by its number since the laptop was made. */
export class Faults {
  readonly #byName = new Map<LaptopOperation, { kind: FaultKind; times: number }>();
  readonly #byNumber = new Map<number, FaultKind>();
  #writes = 0;

  /** How many writes were asked for so far. */
  get writes(): number {
    return this.#writes;
  }

  /** The next `times` writes of that name fail. */
  failOn(operation: LaptopOperation, times = Number.POSITIVE_INFINITY): void {
    this.#byName.set(operation, { kind: 'fail', times });
  }

  /** The next write of that name never returns. */
  hangOn(operation: LaptopOperation): void {
    this.#byName.set(operation, { kind: 'hang', times: 1 });
  }

  /** The write with that number, counted from 1, fails or hangs. */
  at(number: number, kind: FaultKind): void {
    this.#byNumber.set(number, kind);
  }

  clear(): void {
    this.#byName.clear();
    this.#byNumber.clear();
  }

  /** Counts a write and says what is wrong with it. */
  next(operation: LaptopOperation): FaultKind | undefined {
    this.#writes += 1;
    const numbered = this.#byNumber.get(this.#writes);
    if (numbered) return numbered;
    const named = this.#byName.get(operation);
    if (!named || named.times <= 0) return undefined;
    named.times -= 1;
    return named.kind;
  }
}
