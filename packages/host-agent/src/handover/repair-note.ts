import { readSmallFile, removeFile, replaceFile } from './small-file';

/**
 * Remembers that the companions lost their registers: bbswitch restores function 0 alone, and nothing in sysfs shows it
 * (docs/kernel-notes.md, bbswitch). Noted before the switch is touched, until they were removed and found again, or
 * the host booted.
 */
export class RepairNote {
  #bootId = '';
  #due = false;

  constructor(private readonly path: string) {}

  async load(bootId: string): Promise<void> {
    this.#bootId = bootId;
    this.#due = (await readSmallFile(this.path)) === bootId;
  }

  get due(): boolean {
    return this.#due;
  }

  async set(): Promise<void> {
    if (!this.#due) await replaceFile(this.path, this.#bootId);
    this.#due = true;
  }

  async clear(): Promise<void> {
    if (this.#due) await removeFile(this.path);
    this.#due = false;
  }
}
