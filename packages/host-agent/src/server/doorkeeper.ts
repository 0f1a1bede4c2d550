import type { Actor } from '@baton/model/access/roles';
import type { OperatorToken } from '../access/operator-token';
import type { SessionRegistry } from '../access/session-registry';
import type { Credentials } from './credentials';

/** Says who somebody is. Asked at every call: a session that ended opens nothing any more. */
export class Doorkeeper {
  constructor(
    private readonly operator: OperatorToken,
    private readonly sessions: SessionRegistry,
  ) {}

  async actorOf({ operatorToken, sessionToken }: Credentials): Promise<Actor | null> {
    if (operatorToken !== undefined) return this.operator.actorOf(operatorToken);
    return sessionToken === undefined ? null : this.sessions.actorOf(sessionToken);
  }

  /** Calls back with the id of each session that ends. @returns how to stop. */
  onSessionEnd(tell: (sessionId: string) => void): () => void {
    return this.sessions.onEnd(tell);
  }

  /** Milliseconds since the epoch; undefined = does not expire. */
  expiryOf({ sessionToken }: Credentials): number | undefined {
    return sessionToken === undefined ? undefined : this.sessions.expiryOf(sessionToken);
  }
}
