import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { execute, scratchDatabase, scratchDir } from '../test/scratch';
import { openDatabase } from './database';

const named = (name: string) => ({ name, definition: { memoryMiB: 2048, disks: ['ü'] }, schemaVersion: 1 });

test('a profile comes back as created, at the end of the list', async () => {
  const { profiles } = await scratchDatabase();
  const first = await profiles.create(named('demo'));
  const second = await profiles.create({ ...named('win10'), id: 'given' });
  expect(first).toMatchObject({ ...named('demo'), hostId: 'local', revision: 1, position: 0 });
  expect(second).toMatchObject({ id: 'given', position: 1 });
  expect(await profiles.byId(first.id)).toEqual(first);
  expect(await profiles.list()).toEqual([first, second]);
});

test('nothing of the columns shows that the caller did not ask for', async () => {
  const { profiles } = await scratchDatabase();
  const keys = Object.keys(await profiles.create(named('demo'))).sort();
  const ours = [
    'id',
    'hostId',
    'name',
    'definition',
    'schemaVersion',
    'position',
    'revision',
    'createdAt',
    'updatedAt',
  ];
  expect(keys).toEqual(ours.sort());
});

test('names that differ only in case are the same name, on one host', async () => {
  const { profiles } = await scratchDatabase();
  const demo = await profiles.create(named('Démo, "x"'));
  await expect(profiles.create(named('DÉMO, "X"'))).rejects.toMatchObject({ code: 'duplicate' });
  expect(await profiles.byName('démo, "x"')).toEqual(demo);
  await profiles.create({ ...named('démo, "x"'), hostId: 'other' });
  expect(await profiles.list()).toEqual([demo]);
});

test('a change at the revision that was seen counts, a later one from the same page does not', async () => {
  const { profiles } = await scratchDatabase();
  const { id } = await profiles.create(named('demo'));
  const changed = await profiles.update(id, 1, { name: 'train', definition: { memoryMiB: 4096 } });
  expect(changed).toMatchObject({ name: 'train', definition: { memoryMiB: 4096 }, schemaVersion: 1, revision: 2 });
  const facts = { record: 'Profile', id, expectedRevision: 1, actualRevision: 2 };
  await expect(profiles.update(id, 1, { name: 'late' })).rejects.toMatchObject({ code: 'conflict', facts });
  expect(await profiles.byId(id)).toEqual(changed);
});

test('a change to a taken name or an unknown profile is refused', async () => {
  const { profiles } = await scratchDatabase();
  await profiles.create(named('demo'));
  const { id } = await profiles.create(named('win10'));
  await expect(profiles.update(id, 1, { name: 'DEMO' })).rejects.toMatchObject({ code: 'duplicate' });
  expect(await profiles.byId(id)).toMatchObject({ name: 'win10', revision: 1 });
  await expect(profiles.update('nobody', 1, {})).rejects.toMatchObject({ code: 'not-found' });
});

test('reordering puts the named ones first and forgets none', async () => {
  const { profiles } = await scratchDatabase();
  for (const id of ['a', 'b', 'c', 'd']) await profiles.create({ ...named(id), id });
  await profiles.reorder(['c', 'unknown', 'a', 'c']);
  expect((await profiles.list()).map((profile) => profile.id)).toEqual(['c', 'a', 'b', 'd']);
});

test('profiles created at once get different places', async () => {
  const { profiles } = await scratchDatabase();
  await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => profiles.create(named(name))));
  expect((await profiles.list()).map((profile) => profile.position)).toEqual([0, 1, 2, 3, 4]);
});

test('a removed profile leaves its runs', async () => {
  const { profiles, runs } = await scratchDatabase();
  const { id } = await profiles.create(named('demo'));
  await runs.start({ id: 'r1', profileId: id, profileName: 'demo', uuid: 'u', startedAt: new Date(), gpu: true });
  expect(await profiles.remove(id)).toBe(true);
  expect(await profiles.remove(id)).toBe(false);
  expect(await runs.lastOf(id)).toMatchObject({ profileName: 'demo' });
});

test('each revision is kept with who made it, newest first, and goes with the profile', async () => {
  const { profiles } = await scratchDatabase();
  const { id } = await profiles.create({ ...named('demo'), actor: 'ana' });
  await profiles.update(id, 1, { definition: { memoryMiB: 4096 }, actor: 'ben' });
  await expect(profiles.update(id, 1, { definition: {}, actor: 'late' })).rejects.toMatchObject({ code: 'conflict' });
  expect(await profiles.versions(id)).toMatchObject([
    { revision: 2, actor: 'ben', definition: { memoryMiB: 4096 } },
    { revision: 1, actor: 'ana', definition: named('demo').definition },
  ]);
  await profiles.remove(id);
  expect(await profiles.versions(id)).toEqual([]);
});

test('a profile from before versions were kept has what it was after its first change', async () => {
  const file = join(scratchDir(), 'baton.db');
  const { profiles, close } = await openDatabase({ file });
  onTestFinished(close);
  const { id } = await profiles.create(named('old'));
  execute(file, 'DELETE FROM ProfileVersion');
  await profiles.update(id, 1, { definition: { memoryMiB: 1 }, actor: 'ana' });
  expect(await profiles.versions(id)).toMatchObject([
    { revision: 2, actor: 'ana' },
    { revision: 1, actor: null, definition: named('old').definition },
  ]);
});

test('of very many versions the last hundred are kept', async () => {
  const { profiles } = await scratchDatabase();
  const { id } = await profiles.create(named('busy'));
  for (let revision = 1; revision < 130; revision++) await profiles.update(id, revision, { definition: { revision } });
  const kept = (await profiles.versions(id)).map((version) => version.revision);
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([100, 130, 31]);
});
