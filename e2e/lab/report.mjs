// @ts-check
import { writeFileSync } from 'node:fs';

/** A reason fits on a screen. */
const WHY_MAX = 900;

/** Says what held and what did not, one line each, and counts. */
export class Report {
  passed = 0;
  failed = 0;
  skipped = 0;
  #began = performance.now();

  /**
   * One sentence that could be false. What follows is tried even when it is.
   * @param {string} sentence @param {() => Promise<unknown>} prove
   * @returns {Promise<boolean>}
   */
  async check(sentence, prove) {
    try {
      await prove();
      this.passed += 1;
      process.stdout.write(`ok - ${sentence}\n`);
      return true;
    } catch (error) {
      this.failed += 1;
      const why = error instanceof Error ? error.message : String(error);
      process.stdout.write(`not ok - ${sentence}: ${why.replace(/\s+/g, ' ').slice(0, WHY_MAX)}\n`);
      return false;
    }
  }

  /** @param {string} sentence @param {string} why */
  skip(sentence, why) {
    this.skipped += 1;
    process.stdout.write(`skipped - ${sentence}: ${why}\n`);
  }

  /** Something to know that is neither right nor wrong. @param {string} text */
  note(text) {
    for (const line of text.split('\n')) process.stdout.write(`# ${line}\n`);
  }

  /** Seconds since the beginning. */
  get seconds() {
    return Math.round((performance.now() - this.#began) / 1000);
  }

  /**
   * The last line, and the same as JSON for a program that adds it up.
   * @param {string} [file] @returns {number} the exit code
   */
  end(file) {
    const { passed, failed } = this;
    if (file) writeFileSync(file, JSON.stringify({ passed, failed, skipped: this.skipped }));
    const skipped = this.skipped > 0 ? `, ${this.skipped} skipped` : '';
    process.stdout.write(`${this.passed} passed, ${this.failed} failed${skipped}\n`);
    return this.failed === 0 ? 0 : 1;
  }
}
