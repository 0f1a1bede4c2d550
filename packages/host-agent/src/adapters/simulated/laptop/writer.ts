import type { Clock } from '../../../ports/clock';
import { StuckError, WriteError } from '../../../ports/kernel-errors';
import { Faults, type LaptopOperation } from './faults';
import type { LaptopState } from './state';

/** How long each write takes, milliseconds: about a second and a half for a whole hand-over, so that people can watch. */
const PACE_MS = {
  override: 15,
  unbind: 120,
  probe: 220,
  'power-control': 20,
  d3cold: 10,
  remove: 60,
  rescan: 220,
  'module-load': 200,
  'module-unload': 240,
  'switch-power': 350,
  reset: 180,
  service: 260,
  console: 30,
  'own-node': 10,
  ask: 5,
  rom: 400,
} satisfies Record<LaptopOperation, number>;

/** What a fault on demand says, where the kernel's usual word would be out of place. */
const REFUSALS: Partial<Record<LaptopOperation, string>> = {
  service: 'Job failed because the control process exited with error code.',
  'own-node': 'Operation not permitted',
  ask: 'Operation not permitted',
};

/** A hanging write is given up after this long; on a real host after 10 to 20 s. */
const DEADLINE_MS = 3_000;

/** What a write needs: its name, its device and the deed. */
export interface LaptopWrite {
  readonly operation: LaptopOperation;
  /** A function of the bus, or the unit or console that is written to. */
  readonly address: string;
  /** Says why the writer would block for ever, or undefined. */
  readonly blocks?: (state: LaptopState) => string | undefined;
  /** The deed; returns the kernel's refusal, or undefined. */
  readonly deed: (state: LaptopState) => string | undefined;
}

export interface WriterParts {
  readonly clock: Clock;
  readonly pace: 'people' | 'none';
  readonly change: <T>(work: (state: LaptopState) => T) => T;
}

/** Does one write as a child process would: it takes its time, may be refused, and may never return. */
export class Writer {
  readonly faults = new Faults();

  constructor(private readonly parts: WriterParts) {}

  async write({ operation, address, blocks, deed }: LaptopWrite): Promise<void> {
    const fault = this.faults.next(operation);
    await this.pause(PACE_MS[operation]);
    if (fault === 'fail') throw new WriteError(operation, REFUSALS[operation] ?? 'Input/output error');

    const wait = fault === 'hang' ? 'msleep' : this.parts.change((state) => waitsFor(state, address, blocks));
    if (wait) return this.#hang(operation, address, wait);
    const refusal = this.parts.change(deed);
    if (refusal) throw new WriteError(operation, refusal);
  }

  /** Nothing at all where nobody watches. */
  async pause(ms: number): Promise<void> {
    if (this.parts.pace !== 'none') await this.parts.clock.sleep(ms);
  }

  async #hang(operation: LaptopOperation, address: string, wait: string): Promise<never> {
    const pid = 30_000 + this.faults.writes;
    this.parts.change((state) => {
      state.stuck ??= { address, doing: operation, pid, since: this.parts.clock.now() };
    });
    await this.pause(DEADLINE_MS);
    throw new StuckError(`${operation} ${address}`, {
      pid,
      waitedMs: DEADLINE_MS,
      kernel: `state D, waits in ${wait}`,
    });
  }
}

/** A device whose writer is stuck is locked: everything that wants the lock waits too. */
function waitsFor(state: LaptopState, address: string, blocks: LaptopWrite['blocks']): string | undefined {
  return state.stuck?.address === address ? '__mutex_lock' : blocks?.(state);
}
