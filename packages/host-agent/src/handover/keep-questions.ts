import type { KeepQuestion } from '@baton/api/views';
import { KEEP_WITHIN_SECONDS } from '@baton/model/handover/keep';
import { fail } from '@baton/model/problem';
import type { EventHub } from '../events/hub';
import type { OperationHandle } from '../operations/recorder';
import type { Clock } from '../ports/clock';

const KEEP_WITHIN_MS = KEEP_WITHIN_SECONDS * 1000;

export type KeepAnswer = 'keep' | 'return';

interface Asked extends KeepQuestion {
  readonly answer: (answer: KeepAnswer) => void;
}

/** The dead-man switch: a hand-over that nobody confirms goes back by itself. One at a time, as hand-overs are. */
export class KeepQuestions {
  #asked: Asked | null = null;

  constructor(private readonly parts: { readonly clock: Clock; readonly events: EventHub }) {}

  get current(): KeepQuestion | null {
    return this.#asked && { operationId: this.#asked.operationId, until: this.#asked.until };
  }

  /** @returns false when that operation asks nothing. */
  answer(operationId: string, answer: KeepAnswer): boolean {
    if (this.#asked?.operationId !== operationId) return false;
    this.#asked.answer(answer);
    return true;
  }

  /** Nobody will answer any more: whatever is asked goes back. */
  giveUp(): void {
    this.#asked?.answer('return');
  }

  /** @throws ProblemError `gpu.not-kept` */
  async ask(operation: Pick<OperationHandle, 'id' | 'step'>): Promise<void> {
    const answer = await operation.step('keep', () => this.#wait(operation.id));
    if (answer === 'keep') return;
    fail('gpu.not-kept', { seconds: KEEP_WITHIN_SECONDS, because: answer === 'return' ? 'taken-back' : 'no-answer' });
  }

  async #wait(operationId: string): Promise<KeepAnswer | 'late'> {
    const { clock, events } = this.parts;
    const answered = new AbortController();
    const said = new Promise<KeepAnswer>((resolve) => {
      this.#asked = { operationId, until: clock.now() + KEEP_WITHIN_MS, answer: resolve };
    });
    events.emit('gpu');
    const late = clock.sleep(KEEP_WITHIN_MS, answered.signal).then(
      () => 'late' as const,
      () => 'late' as const,
    );
    try {
      return await Promise.race([said, late]);
    } finally {
      answered.abort();
      this.#asked = null;
      events.emit('gpu');
    }
  }
}
