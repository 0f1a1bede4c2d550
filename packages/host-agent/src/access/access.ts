import { randomUUID } from 'node:crypto';
import type { ClientInfo, SessionService } from '@baton/api/services';
import type { SessionView } from '@baton/api/views';
import { isDatabaseError, type User, type Users } from '@baton/db';
import type { Actor } from '@baton/model/access/roles';
import { fail } from '@baton/model/problem';
import type { Activity } from '../operations/activity';
import type { Passwords } from './passwords';
import type { SessionRegistry } from './session-registry';
import type { SetupToken } from './setup-token';
import { Throttle } from './throttle';

/** The one person of this release. More people come later, with roles of their own. */
export const FIRST_USER = 'owner';

const MINUTE_MS = 60_000;
/** One address: five free tries, then 1 s, 2 s, 4 s ... a quarter of an hour. */
const PER_ADDRESS = { freeTries: 5, firstDelayMs: 1000, maxDelayMs: 15 * MINUTE_MS, forgetMs: 60 * MINUTE_MS };
/** The account, over all addresses: milder, because a stranger who guesses here also keeps the owner waiting. */
const PER_ACCOUNT = { freeTries: 20, firstDelayMs: 1000, maxDelayMs: 30_000, forgetMs: 60 * MINUTE_MS };

export interface AccessParts {
  readonly users: Users;
  readonly sessions: SessionRegistry;
  readonly passwords: Passwords;
  readonly setupToken: SetupToken;
  readonly activity: Activity;
  readonly now: () => number;
  readonly changed: () => void;
}

/** First run, log-in, sessions. Nothing here tells a guesser whether he was close. */
export class Access implements SessionService {
  readonly #byAddress: Throttle;
  readonly #byAccount: Throttle;
  #isSetUp = false;

  constructor(private readonly parts: AccessParts) {
    this.#byAddress = new Throttle(PER_ADDRESS, parts.now);
    this.#byAccount = new Throttle(PER_ACCOUNT, parts.now);
  }

  /** At start. @returns the setup token while nobody has chosen a password, else null. */
  async prepare(): Promise<string | null> {
    await this.parts.sessions.forgetExpired();
    if (await this.setupNeeded()) return this.parts.setupToken.offer();
    await this.parts.setupToken.withdraw();
    return null;
  }

  async setupNeeded(): Promise<boolean> {
    // Once set up, always set up: no query at every page.
    this.#isSetUp ||= (await this.parts.users.count()) > 0;
    return !this.#isSetUp;
  }

  async setUp(input: { token: string; password: string }, client: ClientInfo): Promise<{ token: string }> {
    const { passwords, setupToken } = this.parts;
    if (!(await this.setupNeeded())) fail('access.setup-done', {});
    this.#admit(client);
    if (!(await setupToken.matches(input.token))) {
      this.#byAddress.count(client.address);
      fail('access.setup-token-wrong', {}, 'token');
    }
    passwords.check(input.password, 'password');
    const passwordHash = await passwords.hash(input.password);
    if (!(await setupToken.consume(input.token))) fail('access.setup-done', {});
    const user = await this.#createFirstUser(passwordHash);
    await setupToken.withdraw();
    const { token, sessionId } = await this.parts.sessions.begin(user, client);
    this.#record('session.set-up', user, sessionId, client);
    return { token };
  }

  async login(input: { password: string }, client: ClientInfo): Promise<{ token: string }> {
    const { users, passwords, sessions } = this.parts;
    this.#admit(client);
    const triesLeft = Math.min(this.#byAddress.count(client.address), this.#byAccount.count(FIRST_USER));
    const user = await users.byName(FIRST_USER);
    if (!(await passwords.verify(input.password, user?.passwordHash)) || !user) {
      // The free tries are a person who mistypes; what comes after them is worth remembering.
      if (triesLeft === 0 && user) this.#record('session.login-refused', user, user.id, client);
      fail('access.wrong-password', { triesLeft }, 'password');
    }
    this.#byAddress.forgive(client.address);
    this.#byAccount.forgive(FIRST_USER);
    const { token, sessionId } = await sessions.begin(user, client);
    this.#record('session.login', user, sessionId, client);
    return { token };
  }

  async logout(actor: Actor): Promise<void> {
    if (actor.sessionId === undefined) return;
    await this.parts.sessions.end(actor.sessionId);
    this.parts.changed();
  }

  async changePassword(input: { current: string; next: string }, actor: Actor): Promise<void> {
    const { users, passwords, sessions } = this.parts;
    passwords.check(input.next, 'next');
    const user = await users.byId(actor.id);
    if (!user) fail('access.not-logged-in', {});
    const waitMs = this.#byAccount.waitMs(FIRST_USER);
    if (waitMs > 0) fail('access.throttled', { retryAfterSeconds: Math.ceil(waitMs / 1000) });
    this.#byAccount.count(FIRST_USER);
    if (!(await passwords.verify(input.current, user.passwordHash))) fail('access.wrong-password', {}, 'current');
    this.#byAccount.forgive(FIRST_USER);
    await users.update(user.id, { passwordHash: await passwords.hash(input.next) });
    await sessions.endOthers(user.id, actor.sessionId);
    this.parts.activity.record('session.password-changed', { kind: 'session', id: user.id, name: user.name }, actor);
    this.parts.changed();
  }

  async list(actor: Actor): Promise<readonly SessionView[]> {
    const sessions = await this.parts.sessions.ofUser(await this.#ownerId(actor));
    return sessions.map((session) => ({
      id: session.id,
      userAgent: session.userAgent,
      address: session.address,
      createdAt: session.createdAt.getTime(),
      lastSeenAt: session.lastSeenAt.getTime(),
      current: session.id === actor.sessionId,
    }));
  }

  async revoke(sessionId: string, actor: Actor): Promise<void> {
    const own = await this.parts.sessions.ofUser(await this.#ownerId(actor));
    // Already gone is what was asked for: another window may have been faster.
    if (!own.some((session) => session.id === sessionId)) return;
    await this.parts.sessions.end(sessionId);
    this.parts.activity.record('session.revoked', { kind: 'session', id: sessionId, name: actor.name }, actor);
    this.parts.changed();
  }

  /** The command line has no sessions of its own: it sees the owner's. */
  async #ownerId(actor: Actor): Promise<string> {
    return actor.via === 'browser' ? actor.id : ((await this.parts.users.byName(FIRST_USER))?.id ?? actor.id);
  }

  #admit(client: ClientInfo): void {
    const waitMs = Math.max(this.#byAddress.waitMs(client.address), this.#byAccount.waitMs(FIRST_USER));
    if (waitMs > 0) fail('access.throttled', { retryAfterSeconds: Math.ceil(waitMs / 1000) });
  }

  async #createFirstUser(passwordHash: string): Promise<User> {
    try {
      return await this.parts.users.create({ id: randomUUID(), name: FIRST_USER, role: 'admin', passwordHash });
    } catch (error) {
      if (isDatabaseError(error, 'duplicate')) fail('access.setup-done', {});
      throw error;
    }
  }

  #record(
    kind: 'session.set-up' | 'session.login' | 'session.login-refused',
    user: User,
    id: string,
    client: ClientInfo,
  ) {
    const actor = kind === 'session.login-refused' ? null : { name: user.name };
    this.parts.activity.record(kind, { kind: 'session', id, name: user.name }, actor, { address: client.address });
    this.parts.changed();
  }
}
