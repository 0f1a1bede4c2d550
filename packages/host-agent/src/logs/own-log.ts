import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { OwnLogLine } from '@baton/model/log/entry-text';

/** A log that Baton writes: a JSON object a line, in the order in which it was told. */
export class OwnLog {
  #written: Promise<unknown> = Promise.resolve();
  #waiting = '';

  constructor(
    private readonly path: string,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Never throws and never waits; what cannot be written is told to `failed`. */
  append(line: OwnLogLine & Readonly<Record<string, unknown>>): void {
    const isFirst = this.#waiting === '';
    this.#waiting += `${JSON.stringify(line)}\n`;
    // What is told meanwhile is written with it.
    if (isFirst) this.#written = this.#written.then(() => this.#write()).catch(this.failed);
  }

  async settled(): Promise<void> {
    await this.#written;
  }

  async #write(): Promise<void> {
    const text = this.#waiting;
    this.#waiting = '';
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    await appendFile(this.path, text, { mode: 0o600 });
  }
}
