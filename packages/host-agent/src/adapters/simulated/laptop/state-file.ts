import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { boot, type Scenario } from './scenarios';
import { type LaptopState, laptopStateSchema } from './state';

export interface StateFileParts {
  readonly path: string;
  readonly scenario: Scenario;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Told after every change. */
  readonly changed: () => void;
}

/**
 * Keeps the laptop's kernel state in one file, replaced as a whole. Written synchronously: a kernel that has done a write has
 * done it, whatever happens to the agent in the next instant.
 */
export class StateFile {
  readonly #path: string;
  readonly #changed: () => void;
  #state: LaptopState;
  #text = '';

  constructor({ path, scenario, now, changed }: StateFileParts) {
    this.#path = path;
    this.#changed = changed;
    mkdirSync(dirname(path), { recursive: true });
    const kept = read(path);
    this.#state = kept?.scenario === scenario ? kept : boot(scenario, now);
    this.#save();
  }

  get state(): LaptopState {
    return this.#state;
  }

  /** Changes the state in one go. */
  change<T>(work: (state: LaptopState) => T): T {
    const draft = structuredClone(this.#state);
    const result = work(draft);
    this.#state = draft;
    if (this.#save()) this.#changed();
    return result;
  }

  /** A restart of the laptop: the scenario as it boots, with another boot id. `now` in milliseconds since the epoch. */
  reboot(scenario: Scenario, now: number): void {
    this.#state = boot(scenario, now);
    if (this.#save()) this.#changed();
  }

  /** @returns whether there was something new to keep */
  #save(): boolean {
    const text = JSON.stringify(this.#state);
    if (text === this.#text) return false;
    this.#text = text;
    const partial = `${this.#path}.new`;
    writeFileSync(partial, text, { mode: 0o600 });
    renameSync(partial, this.#path);
    return true;
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
