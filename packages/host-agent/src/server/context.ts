import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from '@baton/api/context';
import type { Services } from '@baton/api/services';
import type { Logger } from 'pino';
import { credentialsOf, sessionCookie } from './credentials';
import type { Doorkeeper } from './doorkeeper';

export interface ContextParts {
  readonly services: Services;
  readonly doorkeeper: Doorkeeper;
  readonly hostname: string;
  readonly simulated: boolean;
  readonly log: Logger;
}

/** The context of a request; `response` is absent on a socket. */
export function contextOf(parts: ContextParts, request: IncomingMessage, response?: ServerResponse): Context {
  const { services, doorkeeper, hostname, simulated, log } = parts;
  const credentials = credentialsOf(request.headers);
  return {
    services,
    hostname,
    simulated,
    client: { address: clientAddress(request), userAgent: request.headers['user-agent'] ?? '' },
    actor: () => doorkeeper.actorOf(credentials),
    canSetSessionToken: response !== undefined,
    setSessionToken: (token) => {
      response?.setHeader('Set-Cookie', sessionCookie(token, request.headers['x-baton-scheme'] === 'https'));
    },
    report: (error) => {
      const reference = randomBytes(4).toString('hex');
      log.error({ err: error, reference }, 'A defect');
      return reference;
    },
  };
}

/** As the gateway saw it. Only who can open our socket can say it, and who asks without the gateway is on this host. */
function clientAddress(request: IncomingMessage): string {
  const header = request.headers['x-baton-client-address'];
  return (typeof header === 'string' && header.slice(0, 64)) || 'this host';
}
