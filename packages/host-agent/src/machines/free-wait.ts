import { fail, type Problem } from '@baton/model/problem';
import type { Borrower, GpuLender } from '../handover/lender';
import type { OperationHandle } from '../operations/recorder';
import type { Clock } from '../ports/clock';

/** Closing a file of a device is no event of the kernel's: only while a machine waits is it looked at this often. */
const LOOK_EVERY_MS = 2_000;

/** Starts that wait until no process of the host has the GPU open. Each can be cancelled. */
export class FreeWaits {
  readonly #waiting = new Map<string, AbortController>();

  constructor(private readonly parts: { readonly clock: Clock; readonly lender: GpuLender }) {}

  /** @returns false when that machine does not wait. */
  cancel(machineId: string): boolean {
    const waiting = this.#waiting.get(machineId);
    waiting?.abort();
    return waiting !== undefined;
  }

  cancelAll(): void {
    for (const waiting of this.#waiting.values()) waiting.abort();
  }

  /** As a step of the operation, unless the GPU is free at once. @throws ProblemError `gpu.wait-cancelled` */
  async untilFree(borrower: Borrower, operation: OperationHandle): Promise<void> {
    if (!(await this.#busy(borrower))) return;
    const cancelled = new AbortController();
    this.#waiting.set(borrower.id, cancelled);
    try {
      await operation.step('wait-free', (note) => this.#wait(borrower, note, cancelled.signal));
    } finally {
      this.#waiting.delete(borrower.id);
    }
  }

  async #wait(borrower: Borrower, note: (detail: string) => void, cancelled: AbortSignal): Promise<void> {
    for (;;) {
      const busy = await this.#busy(borrower);
      if (!busy) return;
      note(busy.facts.processes.map(({ command, pid }) => `${command} (pid ${pid})`).join(', '));
      await this.parts.clock.sleep(LOOK_EVERY_MS, cancelled).catch(() => undefined);
      if (cancelled.aborted) fail('gpu.wait-cancelled', {});
    }
  }

  /** Whatever else is in the way is told by the hand-over itself. */
  async #busy(borrower: Borrower): Promise<Extract<Problem, { code: 'gpu.busy' }> | undefined> {
    const [first] = await this.parts.lender.blockers(borrower);
    return first?.code === 'gpu.busy' ? first : undefined;
  }
}
