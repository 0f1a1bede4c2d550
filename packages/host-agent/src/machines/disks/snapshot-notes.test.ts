import { expect, it } from 'vitest';
import { SnapshotNotes } from './snapshot-notes';

it('remembers how a snapshot was taken, also of a machine that was off, and nothing of a machine that is gone', async () => {
  const kept = new Map<string, unknown>();
  const notes = new SnapshotNotes({
    get: async (key) => kept.get(key),
    set: async (key, value) => void kept.set(key, value),
    remove: async (key) => kept.delete(key),
  });
  await notes.keep('m1', 'clean', { at: 1000, frozen: true });
  await notes.keep('m1', 'off', { at: 2000, frozen: null });
  await notes.keep('m2', 'else', { at: 3000, frozen: false });
  const frozenOf = await notes.of('m1');
  expect([frozenOf('clean', 1000), frozenOf('off', 2000), frozenOf('else', 3000)]).toEqual([true, null, null]);
  // Of the same name, and somebody else's.
  expect(frozenOf('clean', 500_000)).toBeNull();
  await notes.forget('m1', 'clean');
  expect((await notes.of('m1'))('clean', 1000)).toBeNull();
  await notes.forgetAll('m1');
  expect([...kept.keys()]).toEqual(['snapshots.m2']);
});
