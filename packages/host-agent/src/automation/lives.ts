import type { MachineState } from '@baton/model/machine/state';

/** A machine as it is at this moment. */
export interface Life {
  readonly state: MachineState;
  /** Resolves when the GPU and whatever else its last run had is back. */
  readonly back: () => Promise<void>;
}

/** The states of machines, as they change. */
export class Lives {
  readonly #listeners = new Set<(machineId: string) => void>();

  constructor(
    /** null = there is no such machine. */
    readonly of: (machineId: string) => Life | null,
  ) {}

  /** Something about that machine changed. */
  changed(machineId: string): void {
    for (const listener of this.#listeners) listener(machineId);
  }

  /** @returns the way to stop */
  watch(listener: (machineId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when a start of that machine is over, however it went, or with the signal. */
  async startOver(machineId: string, signal: AbortSignal): Promise<void> {
    const starting = () => !signal.aborted && this.of(machineId)?.state.kind === 'starting';
    if (!starting()) return;
    await new Promise<void>((resolve) => {
      const look = () => {
        if (starting()) return;
        stop();
        signal.removeEventListener('abort', look);
        resolve();
      };
      const stop = this.watch(look);
      signal.addEventListener('abort', look);
    });
  }
}
