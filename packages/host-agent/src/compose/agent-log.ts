import { mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** What comes before the state folder is there is kept for it; more is not worth the memory. */
const WAITING_MAX = 1000;

/**
 * Where the agent's own log goes: to stderr as ever, and to a file that the pages can read. Synchronous, so that nothing is lost
 * at exit. A file that cannot be written costs the file, never the agent.
 */
export class AgentLog {
  #file: number | undefined;
  #waiting: string[] = [];

  constructor(private readonly stderr: { write(line: string): unknown }) {}

  write(line: string): void {
    this.stderr.write(line);
    if (this.#file === undefined) {
      if (this.#waiting.length < WAITING_MAX) this.#waiting.push(line);
      return;
    }
    this.#append(this.#file, line);
  }

  /** Called when the state folder is ours. */
  keepIn(path: string): void {
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      this.#file = openSync(path, 'a', 0o600);
    } catch {
      return;
    }
    for (const line of this.#waiting) this.#append(this.#file, line);
    this.#waiting = [];
  }

  #append(file: number, line: string): void {
    try {
      writeSync(file, line);
    } catch {
      // A full disk: stderr has it.
    }
  }
}
