import { WriteError } from '../../../ports/kernel-errors';
import type { OneShot } from '../hardware/one-shot';

/** Runs the host's programs, each with a deadline, and lets their last words tell what went wrong. */
export class HostCommands {
  /** @param before goes before each command; a test puts the network's commands in a network of their own */
  constructor(
    readonly oneShot: OneShot,
    private readonly before: readonly string[] = [],
  ) {}

  /** @returns its output. @throws WriteError with its last words; StuckError */
  async run(argv: readonly [string, ...string[]], deadlineMs: number, input?: string): Promise<string> {
    const all = [...this.before, ...argv] as [string, ...string[]];
    const { exitCode, stdout, words } = await this.oneShot.run({
      doing: argv.slice(0, 3).join(' '),
      argv: all,
      deadlineMs,
      ...(input !== undefined && { input }),
    });
    if (exitCode !== 0) throw new WriteError(argv[0], words || `${argv[0]} ended with ${exitCode}`);
    return stdout;
  }
}
