import { randomUUID } from 'node:crypto';
import type { ClientInfo } from '@baton/api/services';
import type { Session, Sessions, User, Users } from '@baton/db';
import type { Actor } from '@baton/model/access/roles';
import { hashToken, newToken } from './tokens';

export const SESSION_LIFE_MS = 30 * 24 * 60 * 60 * 1000;
/** How old "last seen" may be: not every click is a write to the disk. */
const TOUCH_EVERY_MS = 5 * 60 * 1000;
const CACHE_MAX = 512;
const USER_AGENT_MAX = 256;
const ADDRESS_MAX = 64;

interface Known {
  readonly session: Session;
  readonly actor: Actor;
  touchedAt: number;
}

export interface SessionStore {
  readonly sessions: Sessions;
  readonly users: Pick<Users, 'byId'>;
}

/** Who is logged in. Sessions are looked up in memory at every call; ending one forgets it at once and tells the server. */
export class SessionRegistry {
  readonly #known = new Map<string, Known>();
  readonly #onEnd = new Set<(sessionId: string) => void>();
  /** Grows whenever a session ends: what was read from the database before may be of a session that ended since. */
  #ends = 0;

  constructor(
    private readonly store: SessionStore,
    private readonly now: () => number,
  ) {}

  /** Begins a session. @returns its token, which is stored nowhere, and its id. */
  async begin(user: Pick<User, 'id'>, client: ClientInfo): Promise<{ token: string; sessionId: string }> {
    const token = newToken();
    const now = this.now();
    const session = await this.store.sessions.create({
      id: randomUUID(),
      tokenHash: hashToken(token),
      userId: user.id,
      createdAt: new Date(now),
      lastSeenAt: new Date(now),
      expiresAt: new Date(now + SESSION_LIFE_MS),
      userAgent: client.userAgent.slice(0, USER_AGENT_MAX),
      address: client.address.slice(0, ADDRESS_MAX),
    });
    return { token, sessionId: session.id };
  }

  /** The person behind a token, or null when the session ended, expired or never was. */
  async actorOf(token: string): Promise<Actor | null> {
    const tokenHash = hashToken(token);
    const known = this.#known.get(tokenHash) ?? (await this.#load(tokenHash));
    if (!known) return null;
    if (known.session.expiresAt.getTime() <= this.now()) {
      await this.end(known.session.id);
      return null;
    }
    await this.#touch(known);
    return known.actor;
  }

  /** When the session of a token expires, milliseconds since the epoch; undefined when there is none. */
  expiryOf(token: string): number | undefined {
    return this.#known.get(hashToken(token))?.session.expiresAt.getTime();
  }

  async ofUser(userId: string): Promise<readonly Session[]> {
    const now = this.now();
    const sessions = await this.store.sessions.ofUser(userId);
    return sessions.filter((session) => session.expiresAt.getTime() > now);
  }

  async end(sessionId: string): Promise<boolean> {
    // Gone from memory first: a call that comes meanwhile must not pass any more.
    this.#forget(sessionId);
    const ended = await this.store.sessions.end(sessionId);
    // Again, for a call that read the row just before it was deleted.
    this.#ends += 1;
    this.#forget(sessionId);
    for (const tell of this.#onEnd) tell(sessionId);
    return ended;
  }

  async endOthers(userId: string, keepId: string | undefined): Promise<void> {
    for (const session of await this.store.sessions.ofUser(userId)) {
      if (session.id !== keepId) await this.end(session.id);
    }
  }

  /** Called with the id of each session that ends. @returns how to stop listening. */
  onEnd(tell: (sessionId: string) => void): () => void {
    this.#onEnd.add(tell);
    return () => this.#onEnd.delete(tell);
  }

  async forgetExpired(): Promise<void> {
    await this.store.sessions.forgetExpired(new Date(this.now()));
  }

  async #load(tokenHash: string): Promise<Known | undefined> {
    const endsBefore = this.#ends;
    const session = await this.store.sessions.byTokenHash(tokenHash);
    const user = session && (await this.store.users.byId(session.userId));
    if (!session || !user) return undefined;
    if (endsBefore !== this.#ends) return this.#load(tokenHash);
    const actor: Actor = { id: user.id, name: user.name, role: user.role, via: 'browser', sessionId: session.id };
    const known = { session, actor, touchedAt: session.lastSeenAt.getTime() };
    if (this.#known.size >= CACHE_MAX) this.#known.clear();
    this.#known.set(tokenHash, known);
    return known;
  }

  async #touch(known: Known): Promise<void> {
    const now = this.now();
    if (now - known.touchedAt < TOUCH_EVERY_MS) return;
    known.touchedAt = now;
    const { id, expiresAt } = known.session;
    const alive = await this.store.sessions.touch(id, { lastSeenAt: new Date(now), expiresAt });
    if (!alive) this.#forget(id);
  }

  #forget(sessionId: string): void {
    for (const [hash, known] of this.#known) if (known.session.id === sessionId) this.#known.delete(hash);
  }
}
