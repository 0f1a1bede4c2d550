import type { IncomingMessage, ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { finish } from '../door/finish';

/** A request that goes no further: its status, and a sentence for whoever reads it. */
export interface Refusal {
  status: number;
  sentence: string;
  headers?: Record<string, string>;
}

/** Every sentence that the gateway itself says over HTTP. */
export const REFUSALS = {
  unknownHost: {
    status: 421,
    sentence: 'This address is not one of this computer. Add its name to BATON_HOSTNAMES to allow it.',
  },
  badTarget: { status: 400, sentence: 'This is not an address that Baton understands.' },
  bodyNotAllowed: { status: 400, sentence: 'A request that only reads cannot carry a body.' },
  otherOrigin: { status: 403, sentence: 'This request came from another site, so it was refused.' },
  method: { status: 405, sentence: 'This address does not accept this method.', headers: { Allow: 'GET, HEAD, POST' } },
  methodOfAgent: {
    status: 405,
    sentence: 'This address does not accept this method.',
    headers: { Allow: 'GET, POST' },
  },
  methodOfUploads: { status: 405, sentence: 'This address does not accept this method.', headers: { Allow: 'PUT' } },
  methodOfPages: {
    status: 405,
    sentence: 'This address does not accept this method.',
    headers: { Allow: 'GET, HEAD' },
  },
  tooLarge: { status: 413, sentence: 'The request is larger than Baton accepts.' },
  tooManyUpgrades: { status: 429, sentence: 'Too many live connections are open from this device. Close some tabs.' },
  full: { status: 503, sentence: 'Too many live connections are open. Try again in a moment.' },
  notAWebSocket: { status: 400, sentence: 'Only a WebSocket can be opened here.' },
  nothingHere: { status: 404, sentence: 'There is nothing at this address.' },
  noSite: { status: 503, sentence: 'The web pages of Baton are not built yet. Run "npm run build", then reload.' },
  broken: { status: 500, sentence: 'Baton could not answer this request. Its log says why.' },
} as const satisfies Record<string, Refusal>;

/** Too many requests from one address. */
export function tooManyRequests(secondsToWait: number): Refusal {
  const sentence = `Too many requests from this device. Try again in ${secondsToWait} s.`;
  return { status: 429, sentence, headers: { 'Retry-After': String(secondsToWait) } };
}

/**
 * Answers a request with a refusal. The rest of its body is read and thrown away (the body deadline bounds it): closing
 * at once would reset the connection and the client would never see why.
 */
export function refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  response.writeHead(refusal.status, {
    ...refusal.headers,
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.end(`${refusal.sentence}\n`);
  request.resume();
}

/** Answers an upgrade with a refusal, on the bare socket, and closes it. */
export function refuseUpgrade(socket: Duplex, refusal: Refusal & { contentType?: string }): void {
  const body = `${refusal.sentence}\n`;
  const headers = {
    ...refusal.headers,
    'Content-Type': refusal.contentType ?? 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  finish(socket, `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}
