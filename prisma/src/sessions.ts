import type { Client } from './client';

/** A login. Only a hash of its token is stored: who reads this table cannot log in with it. */
export interface Session {
  id: string;
  tokenHash: string;
  userId: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  userAgent: string;
  address: string;
}

export class Sessions {
  constructor(private readonly client: Client) {}

  async create(session: Session): Promise<Session> {
    return this.client.session.create({ data: session });
  }

  /** Also finds an expired session: whether it still counts is the caller's rule. */
  async byTokenHash(tokenHash: string): Promise<Session | undefined> {
    return (await this.client.session.findUnique({ where: { tokenHash } })) ?? undefined;
  }

  /** Most recently seen first. */
  async ofUser(userId: string): Promise<Session[]> {
    return this.client.session.findMany({ where: { userId }, orderBy: [{ lastSeenAt: 'desc' }, { id: 'asc' }] });
  }

  /** False when the session has ended meanwhile. */
  async touch(id: string, seen: Pick<Session, 'lastSeenAt' | 'expiresAt'>): Promise<boolean> {
    return (await this.client.session.updateMany({ where: { id }, data: seen })).count > 0;
  }

  /** True when there was such a session. */
  async end(id: string): Promise<boolean> {
    return (await this.client.session.deleteMany({ where: { id } })).count > 0;
  }

  /** Ends all sessions of a user except one, as after a new password. Returns how many. */
  async endOthers(userId: string, keepId?: string): Promise<number> {
    const others = keepId === undefined ? { userId } : { userId, id: { not: keepId } };
    return (await this.client.session.deleteMany({ where: others })).count;
  }

  /** Returns how many were forgotten. */
  async forgetExpired(now: Date): Promise<number> {
    return (await this.client.session.deleteMany({ where: { expiresAt: { lte: now } } })).count;
  }
}
