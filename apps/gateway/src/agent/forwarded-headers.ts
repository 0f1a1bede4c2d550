import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

/** Headers that speak of one connection and end there (RFC 9110, 7.6.1), and those that Node's client writes itself. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
]);

/** What a client could say about itself in our place. */
const CLAIMS = /^(forwarded$|via$|x-real-ip$|x-forwarded-|x-baton-)/;

export interface ForwardedClient {
  address: string;
  tls: boolean;
}

/**
 * The headers that the agent gets. `authorization` never passes: the agent takes the local operator's token there, and
 * nobody on the LAN may use it.
 */
export function headersForAgent(headers: IncomingHttpHeaders, client: ForwardedClient): OutgoingHttpHeaders {
  const kept = Object.entries(endToEnd(headers)).filter(([name]) => name !== 'authorization' && !CLAIMS.test(name));
  return {
    ...Object.fromEntries(kept),
    'x-baton-client-address': client.address,
    'x-baton-scheme': client.tls ? 'https' : 'http',
  };
}

/** The headers without those of one connection, and without the ones that its Connection header names. */
export function endToEnd(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const named = new Set(headers.connection?.split(',').map((name) => name.trim().toLowerCase()));
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name) && !named.has(name)));
}

/** The token of who scrapes the metrics, under a name of its own: in `authorization` the agent would take it for the operator's. */
export function metricsToken({ authorization }: IncomingHttpHeaders): OutgoingHttpHeaders {
  const token = /^Bearer ([\w-]{1,128})$/i.exec(authorization ?? '')?.[1];
  return token === undefined ? {} : { 'x-baton-metrics-token': token };
}
