import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RingFile } from './ring-file';

const SHAPE = { channels: 2, capacity: 10 };

async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-ring-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'below', 'host.ring');
}

const points = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({ at: from + index, values: [from + index, null] }));

describe('a ring file', () => {
  it('gives back what was written, the unknown too, also to the next agent', async () => {
    const path = await scratch();
    await new RingFile(path, SHAPE).append(points(0, 4));
    expect(await new RingFile(path, SHAPE).since(2)).toEqual(points(2, 4));
  });

  it('never grows past its capacity and forgets the oldest', async () => {
    const path = await scratch();
    const ring = new RingFile(path, SHAPE);
    await ring.append(points(0, 7));
    await ring.append(points(7, 14));
    const { size } = await stat(path);
    expect(await ring.since(0)).toEqual(points(4, 14));
    for (let from = 14; from < 140; from += 9) await ring.append(points(from, from + 9));
    expect((await stat(path)).size).toBe(size);
    expect(await new RingFile(path, SHAPE).since(0)).toEqual(points(130, 140));
  });

  it('takes more at once than it can hold', async () => {
    const ring = new RingFile(await scratch(), SHAPE);
    await ring.append(points(0, 35));
    expect(await ring.since(0)).toEqual(points(25, 35));
  });

  it('goes on after a record that was only half written', async () => {
    const path = await scratch();
    await new RingFile(path, SHAPE).append(points(0, 5));
    await truncate(path, (await stat(path)).size - 3);
    const again = new RingFile(path, SHAPE);
    expect(await again.since(0)).toEqual(points(0, 4));
    await again.append(points(5, 7));
    expect((await again.since(0)).map(({ at }) => at)).toEqual([0, 1, 2, 3, 5, 6]);
  });

  it('leaves out a record that was damaged', async () => {
    const path = await scratch();
    await new RingFile(path, SHAPE).append(points(0, 5));
    const bytes = await readFile(path);
    bytes[16 + 24 * 2 + 13] = 0xff;
    await writeFile(path, bytes);
    expect((await new RingFile(path, SHAPE).since(0)).map(({ at }) => at)).toEqual([0, 1, 3, 4]);
  });

  it('begins anew where the file is of another kind', async () => {
    const path = await scratch();
    await new RingFile(path, { channels: 1, capacity: 10 }).append([{ at: 1, values: [1] }]);
    const other = new RingFile(path, SHAPE);
    expect(await other.since(0)).toEqual([]);
    await other.append(points(0, 2));
    expect(await other.since(0)).toEqual(points(0, 2));
  });

  it('has nothing where there is no file', async () => {
    expect(await new RingFile('/does/not/exist', SHAPE).since(0)).toEqual([]);
  });

  it('keeps the order of what was written when the clock was set back', async () => {
    const path = await scratch();
    const ring = new RingFile(path, SHAPE);
    await ring.append([...points(100, 103), ...points(50, 52)]);
    expect((await new RingFile(path, SHAPE).since(0)).map(({ at }) => at)).toEqual([100, 101, 102, 50, 51]);
  });

  it('agrees with a plain list over a random walk', async () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2 ** 31;
      return seed % below;
    };
    const path = await scratch();
    let ring = new RingFile(path, SHAPE);
    let at = 0;
    const all: number[] = [];
    for (let step = 0; step < 200; step += 1) {
      const count = random(6);
      await ring.append(points(at, at + count));
      for (let n = 0; n < count; n += 1) all.push(at + n);
      at += count;
      if (random(4) === 0) ring = new RingFile(path, SHAPE);
      const from = Math.max(0, at - random(14));
      expect((await ring.since(from)).map((point) => point.at)).toEqual(all.slice(-10).filter((each) => each >= from));
    }
  });
});
