import type { Actor } from '@baton/model/access/roles';
import type { WebSocket } from 'ws';
import type { Credentials } from './credentials';
import type { Doorkeeper } from './doorkeeper';

/** Close code for a session that is over; 4000 to 4999 are for applications (RFC 6455, 7.4.2). */
const SESSION_OVER = 4401;
/** Long enough to answer "please log in"; after it the browser has to come back with a cookie. */
const STRANGER_STAYS_MS = 2000;
/** A browser answers a goodbye at once; whoever does not is cut off, so that nothing of theirs is read any more. */
const GOODBYE_MS = 1000;
/** The longest that a timer of Node can wait. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** Open sockets by session: when it ends, expires or never was, they are closed. */
export class SessionSockets {
  readonly #bySession = new Map<string, Set<WebSocket>>();
  readonly #all = new Set<WebSocket>();

  constructor(
    private readonly doorkeeper: Doorkeeper,
    private readonly now: () => number,
  ) {}

  start(): () => void {
    return this.doorkeeper.onSessionEnd((sessionId) => {
      for (const socket of this.#bySession.get(sessionId) ?? []) dismiss(socket);
    });
  }

  get size(): number {
    return this.#all.size;
  }

  /** `actor` as found at the upgrade. */
  add(socket: WebSocket, credentials: Credentials, actor: Actor | null): void {
    this.#all.add(socket);
    socket.once('close', () => this.#all.delete(socket));
    if (!actor) this.#closeIn(socket, STRANGER_STAYS_MS);
    else if (actor.sessionId !== undefined) this.#bind(socket, credentials, actor.sessionId);
  }

  #bind(socket: WebSocket, credentials: Credentials, sessionId: string): void {
    const sockets = this.#bySession.get(sessionId) ?? new Set();
    this.#bySession.set(sessionId, sockets.add(socket));
    socket.once('close', () => {
      sockets.delete(socket);
      if (sockets.size === 0) this.#bySession.delete(sessionId);
    });
    const expiresAt = this.doorkeeper.expiryOf(credentials);
    // The session ended between the upgrade and now.
    if (expiresAt === undefined) dismiss(socket);
    else this.#closeIn(socket, expiresAt - this.now());
  }

  #closeIn(socket: WebSocket, ms: number): void {
    const timer = setTimeout(
      () => {
        if (ms > TIMER_MAX_MS) this.#closeIn(socket, ms - TIMER_MAX_MS);
        else dismiss(socket);
      },
      Math.min(Math.max(ms, 0), TIMER_MAX_MS),
    );
    timer.unref();
    socket.once('close', () => clearTimeout(timer));
  }
}

/** `ws` itself would wait half a minute for the answer, and hand on what the other side sends meanwhile. */
function dismiss(socket: WebSocket): void {
  socket.close(SESSION_OVER);
  const late = setTimeout(() => socket.terminate(), GOODBYE_MS).unref();
  socket.once('close', () => clearTimeout(late));
}
