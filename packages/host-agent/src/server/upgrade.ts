import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Actor } from '@baton/model/access/roles';
import type { Credentials } from './credentials';

/** A client that asks to leave HTTP, and who it is. */
export interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  /** What it already sent after its request. */
  readonly head: Buffer;
  readonly credentials: Credentials;
  readonly actor: Actor | null;
}
