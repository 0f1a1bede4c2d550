import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LockedError, type LockOwner, takeInstanceLock } from './instance-lock';

async function setUp() {
  const runDir = await mkdtemp(join(tmpdir(), 'baton-lock-'));
  onTestFinished(() => rm(runDir, { recursive: true, force: true }));
  const alive = new Set<string>();
  const take = (pid: number, startTicks = 1) => {
    alive.add(`${pid} ${startTicks}`);
    const isAlive = (owner: LockOwner) => alive.has(`${owner.pid} ${owner.startTicks}`);
    return takeInstanceLock({ runDir, own: { pid, startTicks }, isAlive });
  };
  const dies = (pid: number) => alive.delete(`${pid} 1`);
  return { runDir, take, dies };
}

describe('the lock of a state folder', () => {
  it('lets one agent in, and the next when that one let go', async () => {
    const { take, runDir } = await setUp();
    const letGo = await take(10);
    await expect(take(11)).rejects.toThrow(LockedError);
    await letGo();
    expect(await readdir(runDir)).toEqual([]);
    await (await take(11))();
  });

  it('is taken over from an agent that was killed, also when its pid is used again', async () => {
    const { take, dies, runDir } = await setUp();
    await take(10);
    dies(10);
    const letGo = await take(10, 2);
    await expect(take(12)).rejects.toThrow('held by process 10');
    await letGo();
    expect(await readdir(runDir)).toEqual([]);
  });

  it('goes to exactly one of many who find it stale at once', async () => {
    const { take, dies } = await setUp();
    await take(10);
    dies(10);
    const all = await Promise.allSettled(Array.from({ length: 8 }, (_, n) => take(20 + n)));
    expect(all.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
  });

  it('is not blocked by a damaged file', async () => {
    const { take, runDir } = await setUp();
    await writeFile(join(runDir, 'agent.lock'), '{');
    await (await take(10))();
  });

  it('is not taken from a later owner by one who lost it', async () => {
    const { take, dies } = await setUp();
    const letGo = await take(10);
    dies(10);
    await take(11);
    await letGo();
    await expect(take(12)).rejects.toThrow('held by process 11');
  });
});
