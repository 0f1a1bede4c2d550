import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor } from '@baton/model/access/roles';
import { describe, expect, it } from 'vitest';
import { Access } from '../src/access/access';
import { OperatorToken } from '../src/access/operator-token';
import { Passwords } from '../src/access/passwords';
import { SESSION_LIFE_MS, SessionRegistry } from '../src/access/session-registry';
import { SetupToken } from '../src/access/setup-token';
import { temporaryDatabase, temporaryFolder } from './temporary';

const PASSWORD = 'correct horse battery';
const SOFA = { address: '192.168.1.20', userAgent: 'phone' };
const STRANGER = { address: '192.168.1.66', userAgent: 'curl' };

async function setUp() {
  const folder = await temporaryFolder();
  const database = await temporaryDatabase(join(folder, 'baton.db'));
  const time = { now: 1_700_000_000_000 };
  const now = () => time.now;
  const told: string[] = [];
  const sessions = new SessionRegistry(database, now);
  const access = () =>
    new Access({
      users: database.users,
      sessions,
      passwords: new Passwords(),
      setupToken: new SetupToken(database.settings, folder),
      activity: { record: (kind) => void told.push(kind) },
      now,
      changed: () => undefined,
    });
  return { folder, database, time, sessions, told, access: access(), restarted: access };
}

async function setUpOwner() {
  const parts = await setUp();
  const token = (await parts.access.prepare()) ?? '';
  const { token: session } = await parts.access.setUp({ token, password: PASSWORD }, SOFA);
  const actor = (await parts.sessions.actorOf(session)) as Actor;
  return { ...parts, setupToken: token, session, actor };
}

const code = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => undefined,
    (reason: { problem?: { code: string; facts: object } }) => reason,
  );
  return error?.problem?.code ?? error;
};

describe('the first run', () => {
  it('offers a token that only its owner can read, the same one after a restart, and stores only a hash of it', async () => {
    const { access, restarted, folder, database } = await setUp();
    const token = await access.prepare();
    const file = join(folder, 'setup.token');
    expect((await readFile(file, 'utf8')).trim()).toBe(token);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(JSON.stringify(await database.settings.get('setup-token'))).not.toContain(token);
    expect(await restarted().prepare()).toBe(token);
  });

  it('takes the token once, and makes an admin who is logged in', async () => {
    const { access, actor, setupToken, folder, restarted, told } = await setUpOwner();
    expect(actor).toMatchObject({ name: 'owner', role: 'admin', via: 'browser' });
    expect(await access.setupNeeded()).toBe(false);
    expect(await code(access.setUp({ token: setupToken, password: PASSWORD }, SOFA))).toBe('access.setup-done');
    expect(await restarted().prepare()).toBeNull();
    await expect(stat(join(folder, 'setup.token'))).rejects.toThrow('ENOENT');
    expect(told).toEqual(['session.set-up']);
  });

  it('lets one of two pass who come with the token at once', async () => {
    const { access, database } = await setUp();
    const token = (await access.prepare()) ?? '';
    const both = await Promise.allSettled([
      access.setUp({ token, password: PASSWORD }, SOFA),
      access.setUp({ token, password: `${PASSWORD} of another` }, STRANGER),
    ]);
    expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await database.users.count()).toBe(1);
  });

  it('refuses a wrong token, slows its guesser down, and refuses passwords by length; the token stays good', async () => {
    const { access, time } = await setUp();
    const token = (await access.prepare()) ?? '';
    const guess = () => code(access.setUp({ token: 'guess', password: PASSWORD }, STRANGER));
    for (let n = 0; n < 5; n += 1) expect(await guess()).toBe('access.setup-token-wrong');
    expect(await guess()).toBe('access.throttled');
    time.now += 60_000;
    expect(await code(access.setUp({ token, password: 'short' }, SOFA))).toBe('access.password-too-short');
    expect(await code(access.setUp({ token, password: 'x'.repeat(257) }, SOFA))).toBe('access.password-too-long');
    await access.setUp({ token, password: PASSWORD }, SOFA);
  });

  it('cannot be logged into before a password was chosen', async () => {
    const { access } = await setUp();
    await access.prepare();
    expect(await code(access.login({ password: 'nobody has this password' }, SOFA))).toBe('access.wrong-password');
  });
});

describe('logging in', () => {
  it('stores an argon2id hash and no token', async () => {
    const { database, session } = await setUpOwner();
    const [user] = await database.users.list();
    expect(user?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const [row] = await database.sessions.ofUser(user?.id ?? '');
    expect(JSON.stringify(row)).not.toContain(session);
  });

  it('answers ten wrong passwords with a growing wait, which only ends with time or the right one', async () => {
    const { access, time, told } = await setUpOwner();
    const waits: unknown[] = [];
    for (let n = 0; n < 10; n += 1) {
      const error = await access.login({ password: 'wrong password' }, STRANGER).catch((reason) => reason);
      waits.push(error.problem.facts.triesLeft ?? `${error.problem.facts.retryAfterSeconds} s`);
      if (error.problem.code === 'access.throttled') time.now += error.problem.facts.retryAfterSeconds * 1000;
    }
    expect(waits).toEqual([4, 3, 2, 1, 0, '1 s', 0, '2 s', 0, '4 s']);
    expect(await code(access.login({ password: PASSWORD }, STRANGER))).toBeUndefined();
    expect(await code(access.login({ password: 'wrong password' }, STRANGER))).toBe('access.wrong-password');
    expect(told.filter((kind) => kind === 'session.login-refused')).toHaveLength(3);
  });

  it('counts guesses that are sent side by side', async () => {
    const { access } = await setUpOwner();
    const codes = await Promise.all(
      Array.from({ length: 8 }, () => code(access.login({ password: 'wrong password' }, STRANGER))),
    );
    expect(codes.filter((each) => each === 'access.wrong-password')).toHaveLength(5);
    expect(codes.filter((each) => each === 'access.throttled')).toHaveLength(3);
  });

  it('slows the account down over all addresses, while one address does not lock another out', async () => {
    const { access } = await setUpOwner();
    const from = (host: number) => ({ address: `10.0.0.${host}`, userAgent: 'bot' });
    for (let n = 0; n < 5; n += 1) await code(access.login({ password: 'wrong password' }, from(1)));
    expect(await code(access.login({ password: 'wrong password' }, from(1)))).toBe('access.throttled');
    expect(await code(access.login({ password: PASSWORD }, SOFA))).toBeUndefined();
    for (let n = 0; n < 20; n += 1) await code(access.login({ password: 'wrong password' }, from(10 + n)));
    expect(await code(access.login({ password: PASSWORD }, SOFA))).toBe('access.throttled');
  });

  it('takes the same way for a missing account, even with the right guess of its decoy', async () => {
    const passwords = new Passwords();
    expect(await passwords.verify('nobody has this password', undefined)).toBe(false);
  });
});

describe('sessions', () => {
  it('end by log-out, by being revoked and by time, at once', async () => {
    const { access, sessions, actor, session, time } = await setUpOwner();
    const { token: second } = await access.login({ password: PASSWORD }, STRANGER);
    const views = await access.list(actor);
    expect(views.map((view) => [view.address, view.current]).sort()).toEqual([
      [SOFA.address, true],
      [STRANGER.address, false],
    ]);
    const ended: string[] = [];
    sessions.onEnd((id) => ended.push(id));
    const other = views.find((view) => !view.current)?.id ?? '';
    expect(await sessions.actorOf(second)).not.toBeNull();
    await access.revoke(other, actor);
    expect(await sessions.actorOf(second)).toBeNull();
    expect(ended).toEqual([other]);
    await access.logout(actor);
    expect(await sessions.actorOf(session)).toBeNull();
    const { token: third } = await access.login({ password: PASSWORD }, SOFA);
    time.now += SESSION_LIFE_MS - 1;
    expect(await sessions.actorOf(third)).not.toBeNull();
    time.now += 1;
    expect(await sessions.actorOf(third)).toBeNull();
    expect(ended).toHaveLength(3);
  });

  it('end with a new password, except the one that changed it', async () => {
    const { access, sessions, actor, session } = await setUpOwner();
    const { token: other } = await access.login({ password: PASSWORD }, STRANGER);
    const change = (current: string, next: string) => code(access.changePassword({ current, next }, actor));
    expect(await change('wrong password', 'another good one')).toBe('access.wrong-password');
    expect(await change(PASSWORD, 'short')).toBe('access.password-too-short');
    expect(await sessions.actorOf(other)).not.toBeNull();
    expect(await change(PASSWORD, 'another good one')).toBeUndefined();
    expect(await sessions.actorOf(other)).toBeNull();
    expect(await sessions.actorOf(session)).not.toBeNull();
    expect(await code(access.login({ password: PASSWORD }, SOFA))).toBe('access.wrong-password');
    expect(await code(access.login({ password: 'another good one' }, SOFA))).toBeUndefined();
  });

  it('of another person cannot be revoked', async () => {
    const { access, sessions, session } = await setUpOwner();
    const stranger: Actor = { id: 'somebody', name: 'somebody', role: 'viewer', via: 'browser', sessionId: 'x' };
    const own = (await sessions.actorOf(session))?.sessionId ?? '';
    await access.revoke(own, stranger);
    expect(await sessions.actorOf(session)).not.toBeNull();
  });
});

describe('the key of the command line', () => {
  it('is new at each start, private, and gone after it', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'operator.token');
    const operator = new OperatorToken(folder);
    expect(operator.actorOf('')).toBeNull();
    const stop = await operator.start();
    const token = (await readFile(file, 'utf8')).trim();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(operator.actorOf(token)).toMatchObject({ role: 'admin', via: 'command-line' });
    expect(operator.actorOf(`${token}x`)).toBeNull();
    await new OperatorToken(folder).start();
    expect((await readFile(file, 'utf8')).trim()).not.toBe(token);
    await stop();
    await expect(stat(file)).rejects.toThrow('ENOENT');
  });
});
