import { appendFile, mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { linuxLogRoom } from '../adapters/linux/log-room';
import type { LogRoom } from '../ports/log-room';
import { LogFile } from './log-file';
import { LogKeeper } from './log-keeper';
import { LogNotes } from './log-notes';
import { Logs } from './logs';

const MAX_BYTES = 1024 * 1024;

async function setUp(room: LogRoom = linuxLogRoom()) {
  const root = await mkdtemp(join(tmpdir(), 'baton-keep-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const pathOf = (_: string, source: string) => join(root, `${source}.log`);
  const path = pathOf('m1', 'serial');
  await writeFile(path, '');
  let now = 1000;
  const cannot: string[] = [];
  const keeper = new LogKeeper({
    clock: { now: () => now, sleep: () => Promise.resolve() },
    room,
    running: () => ['m1'],
    pathOf,
    ownPaths: [],
    maxBytes: MAX_BYTES,
    failed: (error) => {
      throw error;
    },
    cannot: (which) => cannot.push(which),
  });
  const lookAt = async (at: number) => {
    now = at;
    await keeper.look(true);
  };
  const notes = async () => {
    const file = await LogFile.open(path);
    await file?.close();
    return new LogNotes(path, file?.facts.identity ?? '');
  };
  const tail = () => new Logs({ pathOf }).tail({ machineId: 'm1', source: 'serial', limit: 2000 });
  return { path, lookAt, notes, cannot, tail, logs: new Logs({ pathOf }) };
}

it('notes how long a log was when, and nothing while nothing comes', async () => {
  const { path, lookAt, notes } = await setUp();
  await appendFile(path, 'one\n');
  await lookAt(1000);
  await lookAt(3000);
  await appendFile(path, 'two\n');
  await lookAt(5000);
  const marks = await (await notes()).marks();
  expect([marks.count, marks.timeOf(0), marks.timeOf(4), marks.timeOf(8)]).toEqual([2, 1000, 5000, null]);
});

it('gives back the room of old lines while somebody appends, and loses no new one', async () => {
  const { path, lookAt, notes, tail, logs } = await setUp();
  // As QEMU has it open: for appending, for as long as it runs.
  const writer = await open(path, 'a');
  onTestFinished(() => writer.close());
  const line = (n: number) => `${String(n).padStart(8, '0')} ${'x'.repeat(90)}\n`;
  let n = 0;
  for (let look = 0; look < 20; look += 1) {
    let text = '';
    for (let i = 0; i < 3000; i += 1) text += line(n++);
    await Promise.all([writer.write(text), lookAt(1000 + look)]);
  }
  await lookAt(9000);
  const { size, blocks } = await stat(path);
  expect(size).toBe(n * line(0).length);
  expect(blocks * 512).toBeLessThan(2 * MAX_BYTES);
  const from = await (await notes()).keptFrom();
  expect(size - from).toBeLessThanOrEqual(MAX_BYTES);
  // All that is kept is there, whole, at the offsets that it always had.
  const seen: string[] = [];
  let chunk = await tail();
  seen.unshift(...chunk.lines.map((each) => each.text));
  while (chunk.more) {
    chunk = await logs.tail({ machineId: 'm1', source: 'serial', limit: 2000, before: chunk.lines[0]?.offset });
    seen.unshift(...chunk.lines.map((each) => each.text));
  }
  const first = from / line(0).length;
  expect(seen.map((text) => Number(text.slice(0, 8)))).toEqual(Array.from({ length: n - first }, (_, i) => first + i));
});

it('says once that a file system cannot do it, and loses nothing', async () => {
  const { path, lookAt, notes, cannot } = await setUp({ giveBack: async () => false });
  for (let look = 0; look < 3; look += 1) {
    await appendFile(path, `${'y'.repeat(1023)}\n`.repeat(1500));
    await lookAt(1000 + look);
  }
  expect(cannot).toEqual([path]);
  expect(await (await notes()).keptFrom()).toBe(0);
});
