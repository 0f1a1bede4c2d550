import { expect, test } from 'vitest';
import { scratchDatabase } from '../test/scratch';

const ada = { id: 'u1', name: 'ada', role: 'admin', passwordHash: 'hash' } as const;

test('a user is found by id and by name as created', async () => {
  const { users } = await scratchDatabase();
  const created = await users.create(ada);
  expect(created).toMatchObject({ ...ada, createdAt: expect.any(Date), updatedAt: expect.any(Date) });
  expect(await users.byId('u1')).toEqual(created);
  expect(await users.byName('ada')).toEqual(created);
  expect(await users.byName('bob')).toBeUndefined();
});

test('a taken name is refused and says which field', async () => {
  const { users } = await scratchDatabase();
  await users.create(ada);
  const facts = { record: 'User', fields: ['name'] };
  await expect(users.create({ ...ada, id: 'u2' })).rejects.toMatchObject({ code: 'duplicate', facts });
  expect(await users.count()).toBe(1);
});

test('an update changes what it names and nothing else', async () => {
  const { users } = await scratchDatabase();
  await users.create(ada);
  expect(await users.update('u1', { passwordHash: 'new' })).toMatchObject({ ...ada, passwordHash: 'new' });
  await expect(users.update('nobody', { name: 'x' })).rejects.toMatchObject({
    code: 'not-found',
    facts: { record: 'User', id: 'nobody' },
  });
});

test('a removed user takes the sessions along', async () => {
  const { users, sessions } = await scratchDatabase();
  await users.create(ada);
  const now = new Date();
  const session = { id: 's1', tokenHash: 't', userId: 'u1', createdAt: now, lastSeenAt: now, expiresAt: now };
  await sessions.create({ ...session, userAgent: '', address: '' });
  expect(await users.remove('u1')).toBe(true);
  expect(await users.remove('u1')).toBe(false);
  expect(await sessions.byTokenHash('t')).toBeUndefined();
  expect(await users.list()).toEqual([]);
});
