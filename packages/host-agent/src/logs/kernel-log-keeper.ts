import { concernsGpu } from '@baton/model/log/kernel-lines';
import { levelOfKernel } from '@baton/model/log/level';
import { z } from 'zod';
import type { KernelLines } from '../ports/kernel-lines';
import { LogFile } from './log-file';
import { OwnLog } from './own-log';

const TAIL_BYTES = 64 * 1024;
const kept = z.object({ boot: z.string(), sequence: z.number() });

export interface KernelLogParts {
  readonly lines: KernelLines;
  readonly bootId: () => Promise<string>;
  readonly path: string;
  /** The GPU's functions: `0000:01:00`. */
  readonly addresses: readonly string[];
  readonly failed: (error: unknown) => void;
}

/** Keeps what the kernel says about the GPU: its own ring forgets, and is gone after a reboot, when one would like to read it. */
export async function keepKernelLog(parts: KernelLogParts): Promise<() => Promise<void>> {
  const { lines, path, addresses, failed } = parts;
  const boot = await parts.bootId();
  const last = await lastKept(path);
  let known = last?.boot === boot ? last.sequence : -1;
  const log = new OwnLog(path, failed);
  const stop = lines.follow(({ sequence, at, level, text }) => {
    if (sequence <= known) return;
    known = sequence;
    if (concernsGpu(text, addresses)) log.append({ at, level: levelOfKernel(level), text, boot, sequence });
  });
  return async () => {
    stop();
    await log.settled();
  };
}

/** What an earlier agent kept last. */
async function lastKept(path: string): Promise<z.infer<typeof kept> | undefined> {
  const file = await LogFile.open(path);
  if (!file) return undefined;
  try {
    const { size } = file.facts;
    const bytes = await file.read(Math.max(0, size - TAIL_BYTES), size);
    return kept.parse(JSON.parse(bytes.toString('utf8').trimEnd().split('\n').at(-1) ?? ''));
  } catch {
    return undefined;
  } finally {
    await file.close();
  }
}
