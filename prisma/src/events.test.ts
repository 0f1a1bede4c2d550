import { expect, test } from 'vitest';
import { scratchDatabase } from '../test/scratch';

const happened = (subjectId: string) => ({
  at: new Date(Date.UTC(2026, 0, 1)),
  kind: 'machine.started',
  subjectKind: 'machine',
  subjectId,
  data: { pid: 7 },
});

test('an event comes back as told, with an id that grows', async () => {
  const { events } = await scratchDatabase();
  const first = await events.append(happened('p1'));
  const second = await events.append({ ...happened('p1'), actor: 'u1' });
  expect(first).toEqual({ ...happened('p1'), id: first.id, hostId: 'local' });
  expect(second.id).toBeGreaterThan(first.id);
  expect(await events.list({ limit: 10 })).toEqual([second, first]);
});

test('the list goes page by page and can be narrowed to a subject', async () => {
  const { events } = await scratchDatabase();
  for (const subject of ['p1', 'p2', 'p1', 'p2']) await events.append(happened(subject));
  const ids = async (filter: object) => (await events.list({ limit: 10, ...filter })).map((event) => event.id);
  expect(await ids({ limit: 2 })).toEqual([4, 3]);
  expect(await ids({ limit: 2, beforeId: 3 })).toEqual([2, 1]);
  expect(await ids({ subjectKind: 'machine', subjectId: 'p1' })).toEqual([3, 1]);
  expect(await ids({ hostId: 'other' })).toEqual([]);
});

test('pruning keeps the newest, and an id is not used twice', async () => {
  const { events } = await scratchDatabase();
  for (let i = 0; i < 5; i++) await events.append(happened('p1'));
  expect(await events.prune(5)).toBe(0);
  expect(await events.prune(2)).toBe(3);
  expect((await events.list({ limit: 10 })).map((event) => event.id)).toEqual([5, 4]);
  expect(await events.prune(0)).toBe(2);
  expect((await events.append(happened('p1'))).id).toBe(6);
});

test('appending forgets the oldest by itself', async () => {
  const { events } = await scratchDatabase({ keptEvents: 10 });
  for (let i = 0; i < 101; i++) await events.append(happened('p1'));
  const ids = (await events.list({ limit: 1000 })).map((event) => event.id);
  expect(ids).toEqual([101, 100, 99, 98, 97, 96, 95, 94, 93, 92, 91]);
});
