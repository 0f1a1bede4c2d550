import { expect, test } from 'vitest';
import { scratchDatabase } from '../test/scratch';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute));
const operation = (id: string, minute: number) => ({
  id,
  kind: 'start',
  subjectKind: 'machine',
  subjectId: 'p1',
  requestedBy: 'u1',
  startedAt: at(minute),
  steps: [],
});

test('an operation comes back as it was told: started, in progress, failed', async () => {
  const { operations } = await scratchDatabase();
  const started = await operations.start(operation('o1', 0));
  expect(started).toEqual({ ...operation('o1', 0), hostId: 'local', state: 'running' });
  expect(await operations.setSteps('o1', [{ kind: 'detach' }])).toBe(true);
  expect(await operations.byId('o1')).toMatchObject({ steps: [{ kind: 'detach' }], state: 'running' });
  const end = {
    state: 'failed',
    endedAt: at(1),
    steps: [{ kind: 'detach', ms: 4 }],
    problem: { code: 'stuck' },
  } as const;
  expect(await operations.finish('o1', end)).toBe(true);
  expect(await operations.byId('o1')).toEqual({ ...started, ...end });
});

test('what is over does not change any more', async () => {
  const { operations } = await scratchDatabase();
  await operations.start(operation('o1', 0));
  await operations.finish('o1', { state: 'undone', endedAt: at(1), steps: ['done'] });
  expect(await operations.setSteps('o1', ['late'])).toBe(false);
  expect(await operations.finish('o1', { state: 'succeeded', endedAt: at(2), steps: [] })).toBe(false);
  expect(await operations.byId('o1')).toMatchObject({ state: 'undone', steps: ['done'] });
});

test('the list is newest first and can be narrowed', async () => {
  const { operations } = await scratchDatabase();
  await operations.start(operation('o1', 0));
  await operations.start({ ...operation('o2', 1), subjectId: 'p2' });
  await operations.start(operation('o3', 2));
  await operations.finish('o3', { state: 'succeeded', endedAt: at(3), steps: [] });
  const ids = async (filter: object) => (await operations.list({ limit: 10, ...filter })).map((found) => found.id);
  expect(await ids({})).toEqual(['o3', 'o2', 'o1']);
  expect(await ids({ limit: 2 })).toEqual(['o3', 'o2']);
  expect(await ids({ subjectKind: 'machine', subjectId: 'p1' })).toEqual(['o3', 'o1']);
  expect(await ids({ state: 'running' })).toEqual(['o2', 'o1']);
  expect(await ids({ hostId: 'other' })).toEqual([]);
});

test('pruning forgets what ended long ago and never what runs', async () => {
  const { operations } = await scratchDatabase();
  await operations.start(operation('running', 0));
  await operations.start(operation('old', 0));
  await operations.finish('old', { state: 'succeeded', endedAt: at(1), steps: [] });
  await operations.start(operation('new', 5));
  await operations.finish('new', { state: 'succeeded', endedAt: at(6), steps: [] });
  expect(await operations.prune(at(3))).toBe(1);
  expect((await operations.list({ limit: 10 })).map((found) => found.id)).toEqual(['new', 'running']);
});
