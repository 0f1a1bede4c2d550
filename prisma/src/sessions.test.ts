import { expect, test } from 'vitest';
import { scratchDatabase } from '../test/scratch';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute));

async function withUser() {
  const { users, sessions } = await scratchDatabase();
  await users.create({ id: 'u1', name: 'ada', role: 'operator', passwordHash: 'hash' });
  const make = (id: string, minute: number) => ({
    id,
    tokenHash: `hash of ${id}`,
    userId: 'u1',
    createdAt: at(minute),
    lastSeenAt: at(minute),
    expiresAt: at(minute + 10),
    userAgent: 'Firefox "quoted"',
    address: '192.0.2.7',
  });
  return { sessions, make };
}

test('a session is found by the hash of its token as created', async () => {
  const { sessions, make } = await withUser();
  await sessions.create(make('s1', 0));
  expect(await sessions.byTokenHash('hash of s1')).toEqual(make('s1', 0));
  expect(await sessions.byTokenHash('other')).toBeUndefined();
});

test('a session of nobody is refused', async () => {
  const { sessions, make } = await withUser();
  await expect(sessions.create({ ...make('s1', 0), userId: 'nobody' })).rejects.toThrow();
});

test('touching moves the session to the front, unless it has ended', async () => {
  const { sessions, make } = await withUser();
  await sessions.create(make('s1', 0));
  await sessions.create(make('s2', 1));
  expect(await sessions.touch('s1', { lastSeenAt: at(5), expiresAt: at(15) })).toBe(true);
  expect((await sessions.ofUser('u1')).map((session) => session.id)).toEqual(['s1', 's2']);
  await sessions.end('s1');
  expect(await sessions.touch('s1', { lastSeenAt: at(6), expiresAt: at(16) })).toBe(false);
});

test('ending the others keeps the one that asks', async () => {
  const { sessions, make } = await withUser();
  for (const id of ['s1', 's2', 's3']) await sessions.create(make(id, 0));
  expect(await sessions.endOthers('u1', 's2')).toBe(2);
  expect((await sessions.ofUser('u1')).map((session) => session.id)).toEqual(['s2']);
  expect(await sessions.endOthers('u1')).toBe(1);
});

test('sessions are forgotten from the moment they expire', async () => {
  const { sessions, make } = await withUser();
  await sessions.create(make('s1', 0));
  await sessions.create(make('s2', 1));
  expect(await sessions.forgetExpired(at(10))).toBe(1);
  expect((await sessions.ofUser('u1')).map((session) => session.id)).toEqual(['s2']);
});
