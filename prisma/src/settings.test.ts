import { expect, test } from 'vitest';
import { scratchDatabase } from '../test/scratch';

test('a setting holds any JSON and is replaced whole', async () => {
  const { settings } = await scratchDatabase();
  for (const value of [null, false, 0, '', 'a "b"', [1, { two: ['ü'] }]]) {
    await settings.set('key', value);
    expect(await settings.get('key')).toEqual(value);
  }
  expect(await settings.remove('key')).toBe(true);
  expect(await settings.get('key')).toBeUndefined();
});

test('what is not JSON is refused and changes nothing', async () => {
  const { settings } = await scratchDatabase();
  await settings.set('key', 1);
  await expect(settings.set('key', undefined)).rejects.toThrow(TypeError);
  expect(await settings.get('key')).toBe(1);
});

test('of several that consume a setting at once, one gets it', async () => {
  const { settings } = await scratchDatabase();
  await settings.set('setup-token', 'hash');
  expect(await settings.consume('setup-token', 'wrong')).toBe(false);
  const won = await Promise.all([1, 2, 3].map(() => settings.consume('setup-token', 'hash')));
  expect(won.filter(Boolean)).toHaveLength(1);
});
