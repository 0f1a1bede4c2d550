import { join } from 'node:path';
import { WriteError } from '../../../ports/kernel-errors';
import type { OneShot } from './one-shot';
import { exists } from './sysfs';

/** It switches the card on, loads its driver, and starts a second X server first. */
const DEADLINE_MS = 30_000;
const OUTPUT_MAX = 4_000;

/**
 * `optirun nvidia-smi`: whether Bumblebee can use the card (optirun(1)). It wakes the card: only when a person asks.
 * @param folders where optirun may be
 * @returns null where it is not installed
 * @throws StuckError
 */
export async function runOptirun(
  oneShot: OneShot,
  folders: readonly string[],
): Promise<{ readonly ok: boolean; readonly output: string } | null> {
  const present = await Promise.all(folders.map((folder) => exists(join(folder, 'optirun'))));
  const folder = folders[present.indexOf(true)];
  if (folder === undefined) return null;
  const argv = [join(folder, 'optirun'), 'nvidia-smi'] as const;
  try {
    const { exitCode, stdout, stderr } = await oneShot.run({ doing: 'run optirun', argv, deadlineMs: DEADLINE_MS });
    const output = [stdout, stderr].map((text) => text.trim()).filter(Boolean);
    return { ok: exitCode === 0, output: output.join('\n').slice(0, OUTPUT_MAX) };
  } catch (error) {
    if (error instanceof WriteError) return { ok: false, output: error.words };
    throw error;
  }
}
