import { expect, test } from 'vitest';
import { scratchDatabase } from '../test/scratch';

test('a machine has one automation, which is replaced, taken away, and goes with its profile', async () => {
  const { automations, profiles } = await scratchDatabase();
  for (const id of ['b', 'a', 'c']) await profiles.create({ id, name: id, definition: {}, schemaVersion: 1 });
  for (const id of ['a', 'b', 'c']) expect(await automations.set(id, { of: id })).toBe(true);
  expect((await automations.list()).map(({ profileId }) => profileId)).toEqual(['b', 'a', 'c']);

  await automations.set('b', { of: 'b', again: true });
  await automations.set('c', null);
  await profiles.remove('a');
  expect(await automations.list()).toEqual([{ profileId: 'b', definition: { of: 'b', again: true } }]);
});

test('a profile that is gone gets none', async () => {
  const { automations } = await scratchDatabase();
  expect(await automations.set('gone', {})).toBe(false);
  expect(await automations.list()).toEqual([]);
});
