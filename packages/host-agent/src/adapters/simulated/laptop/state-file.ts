import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { boot, type Scenario } from './scenarios';
import { type LaptopState, laptopStateSchema } from './state';

/**
 * Keeps the laptop's kernel state in one file, replaced as a whole. Written synchronously: a kernel that has done a write has
 * done it, whatever happens to the agent in the next instant.
 */
export class StateFile {
  #state: LaptopState;

  constructor(
    private readonly path: string,
    scenario: Scenario,
  ) {
    mkdirSync(dirname(path), { recursive: true });
    const kept = read(path);
    this.#state = kept?.scenario === scenario ? kept : boot(scenario);
    if (this.#state !== kept) this.#save();
  }

  get state(): LaptopState {
    return this.#state;
  }

  /** Changes the state in one go. */
  change<T>(work: (state: LaptopState) => T): T {
    const draft = structuredClone(this.#state);
    const result = work(draft);
    this.#state = draft;
    this.#save();
    return result;
  }

  /** A restart of the laptop: the scenario as it boots, with another boot id. */
  reboot(scenario: Scenario): void {
    this.#state = boot(scenario);
    this.#save();
  }

  #save(): void {
    const partial = `${this.path}.new`;
    writeFileSync(partial, JSON.stringify(this.#state), { mode: 0o600 });
    renameSync(partial, this.path);
  }
}

/** @returns undefined when there is no file, or one of another shape: then the laptop boots. */
function read(path: string): LaptopState | undefined {
  try {
    return laptopStateSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
      return undefined;
    }
    throw error;
  }
}
