import type { IncomingHttpHeaders } from 'node:http';
import { SESSION_LIFE_MS } from '../access/session-registry';

export const SESSION_COOKIE = 'baton_session';

/** What a request shows to be let in. */
export interface Credentials {
  readonly sessionToken?: string;
  /** The command line's key. The gateway drops this header, so it never comes from the LAN. */
  readonly operatorToken?: string;
}

export function credentialsOf(headers: IncomingHttpHeaders): Credentials {
  const bearer = /^Bearer ([\w-]{1,128})$/.exec(headers.authorization ?? '')?.[1];
  return { sessionToken: cookieOf(headers.cookie), operatorToken: bearer };
}

/** The session token in a Cookie header (RFC 6265, 4.2.1); ours needs no unescaping. */
function cookieOf(header: string | undefined): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === SESSION_COOKIE && value && /^[\w-]{1,128}$/.test(value)) return value;
  }
  return undefined;
}

/** The Set-Cookie header that gives the browser its session, or takes it away when `token` is null. */
export function sessionCookie(token: string | null, overTls: boolean): string {
  const maxAgeSeconds = token === null ? 0 : SESSION_LIFE_MS / 1000;
  const parts = [
    `${SESSION_COOKIE}=${token ?? ''}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    `Max-Age=${maxAgeSeconds}`,
  ];
  return [...parts, ...(overTls ? ['Secure'] : [])].join('; ');
}
