import type { HandoverJournal } from '../../src/handover/journal';

/** Dies after a number of records: the next one never reaches anybody, as if the agent had been killed. */
export class DyingJournal implements HandoverJournal {
  /** Resolves when it is dead. */
  readonly died: Promise<void>;
  #die: () => void = () => undefined;
  #records = 0;

  constructor(
    private readonly inner: HandoverJournal,
    private readonly after: number,
  ) {
    this.died = new Promise((resolve) => {
      this.#die = resolve;
    });
  }

  begin: HandoverJournal['begin'] = (head) => this.#record(() => this.inner.begin(head));
  intend: HandoverJournal['intend'] = (step) => this.#record(() => this.inner.intend(step));
  did: HandoverJournal['did'] = (step) => this.#record(() => this.inner.did(step));
  end: HandoverJournal['end'] = (outcome) => this.#record(() => this.inner.end(outcome));
  unfinished: HandoverJournal['unfinished'] = () => this.inner.unfinished();

  async #record(write: () => Promise<void>): Promise<void> {
    if (this.#records === this.after) {
      this.#die();
      await new Promise(() => undefined);
    }
    this.#records += 1;
    await write();
  }
}
