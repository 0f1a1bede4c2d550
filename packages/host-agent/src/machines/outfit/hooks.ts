import { basename } from 'node:path';
import { fail } from '@baton/model/problem';
import type { Bench, Undo } from './bench';

const DEADLINE_MS = 30_000;

/** Runs the administrator's commands one after another. Those for after the stop are written down first: they undo what these do. */
export async function runBeforeStart({ order, means, journal }: Bench): Promise<void> {
  const { hooks } = order.definition;
  // Undone last to first, so that they run in the profile's order.
  for (const { argv } of hooks.filter(({ at }) => at === 'after-stop').reverse()) {
    await journal.around({ do: 'after-stop', argv: argv as [string, ...string[]] }, async () => undefined);
  }
  for (const { argv } of hooks.filter(({ at }) => at === 'before-start')) {
    const [command, ...rest] = argv as [string, ...string[]];
    const words = await means.hooks.run([command, ...rest], { logFile: order.logFile, deadlineMs: DEADLINE_MS });
    if (words !== null) fail('hook.failed', { command: basename(command), words });
  }
}

/** Tried once: a command that failed is told. */
export const runAfterStop: Undo<'after-stop'> = async ({ deed: { argv } }, { means, order, note, rewrite }) => {
  await rewrite(null);
  const words = await means.hooks.run(argv, { logFile: order.logFile, deadlineMs: DEADLINE_MS });
  if (words !== null) note({ kind: 'hook-failed', command: basename(argv[0]), words });
};
