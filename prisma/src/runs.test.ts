import { expect, test } from 'vitest';
import { scratchDatabase } from '../test/scratch';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute));
const run = (id: string, minute: number) => ({
  id,
  profileId: 'p1',
  profileName: 'demo',
  uuid: `uuid of ${id}`,
  startedAt: at(minute),
  gpu: true,
});

test('a run comes back as it was told: started, spawned, ended', async () => {
  const { runs } = await scratchDatabase();
  expect(await runs.start(run('r1', 0))).toEqual({ ...run('r1', 0), hostId: 'local' });
  const process = { pid: 4242, procStartTicks: 2 ** 40, accel: 'tcg' }; // more ticks than 32 bits hold
  expect(await runs.spawned('r1', process)).toMatchObject(process);
  expect(await runs.end('r1', at(9), { kind: 'guest-shutdown' })).toBe(true);
  expect(await runs.byId('r1')).toEqual({
    ...run('r1', 0),
    ...process,
    hostId: 'local',
    endedAt: at(9),
    cause: { kind: 'guest-shutdown' },
  });
});

test('the first end counts', async () => {
  const { runs } = await scratchDatabase();
  await runs.start(run('r1', 0));
  await runs.end('r1', at(1), 'first');
  expect(await runs.end('r1', at(2), 'second')).toBe(false);
  expect(await runs.byId('r1')).toMatchObject({ endedAt: at(1), cause: 'first' });
  expect(await runs.end('unknown', at(2), 'x')).toBe(false);
});

test('a run is forgotten only while no process was ever seen for it', async () => {
  const { runs } = await scratchDatabase();
  await runs.start(run('never', 0));
  await runs.start(run('lived', 1));
  await runs.spawned('lived', { pid: 4242, procStartTicks: 1 });
  expect(await runs.discard('lived')).toBe(false);
  expect(await runs.discard('never')).toBe(true);
  expect((await runs.unfinished()).map((found) => found.id)).toEqual(['lived']);
});

test('unfinished runs are those without an end, on this host', async () => {
  const { runs } = await scratchDatabase();
  await runs.start(run('r1', 0));
  await runs.start(run('r2', 1));
  await runs.start({ ...run('r3', 2), hostId: 'other' });
  await runs.end('r1', at(3), null);
  expect((await runs.unfinished()).map((found) => found.id)).toEqual(['r2']);
});

test('the last run of a profile is the one that started last', async () => {
  const { runs } = await scratchDatabase();
  await runs.start(run('late', 5));
  await runs.start(run('early', 1));
  await runs.start({ ...run('other', 9), profileId: 'p2' });
  expect(await runs.lastOf('p1')).toMatchObject({ id: 'late' });
  expect((await runs.ofProfile('p1', 10)).map((found) => found.id)).toEqual(['late', 'early']);
  expect(await runs.lastOf('p3')).toBeUndefined();
});
