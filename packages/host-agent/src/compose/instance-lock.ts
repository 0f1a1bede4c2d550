import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Proves which process is meant: a pid alone may be another process tomorrow. */
export interface LockOwner {
  readonly pid: number;
  /** Field 22 of /proc/PID/stat. */
  readonly startTicks: number;
}

export interface LockParts {
  readonly runDir: string;
  readonly own: LockOwner;
  readonly isAlive: (owner: LockOwner) => boolean;
}

/** Another agent works on this state folder. */
export class LockedError extends Error {
  override readonly name = 'LockedError';
  constructor(readonly owner: LockOwner) {
    super(`held by process ${owner.pid}`);
  }
}

/**
 * One agent per state folder. The lock is a file that appears complete or not at all; one of a process that is gone is taken over.
 * @returns how to let go. @throws LockedError
 */
export async function takeInstanceLock(parts: LockParts): Promise<() => Promise<void>> {
  const path = join(parts.runDir, 'agent.lock');
  const mine = `${path}.${randomBytes(4).toString('hex')}`;
  await writeFile(mine, JSON.stringify(parts.own), { mode: 0o600, flag: 'wx' });
  try {
    while (!(await linked(mine, path))) await clearStale(path, parts);
  } finally {
    await rm(mine, { force: true });
  }
  return async () => {
    if (sameOwner(await ownerOf(path), parts.own)) await rm(path, { force: true });
  };
}

/** link(2) is atomic, and fails when the name is taken. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function clearStale(path: string, { isAlive, own }: LockParts): Promise<void> {
  const owner = await ownerOf(path);
  if (owner && isAlive(owner) && !sameOwner(owner, own)) throw new LockedError(owner);
  const aside = `${path}.stale-${randomBytes(4).toString('hex')}`;
  // Two who find the same stale lock: the second may move away the first one's new lock, sees that, and puts it back.
  await rename(path, aside).catch(() => undefined);
  const moved = await ownerOf(aside);
  if (moved && !sameOwner(moved, owner)) await linked(aside, path);
  await rm(aside, { force: true });
}

/** null = there is none, or what stands there is no lock of ours. */
async function ownerOf(path: string): Promise<LockOwner | null> {
  try {
    const value = JSON.parse(await readFile(path, 'utf8')) as Partial<LockOwner>;
    return typeof value?.pid === 'number' ? { pid: value.pid, startTicks: Number(value.startTicks) } : null;
  } catch {
    return null;
  }
}

function sameOwner(a: LockOwner | null, b: LockOwner | null): boolean {
  return a?.pid === b?.pid && a?.startTicks === b?.startTicks;
}
