import { type ClientRequest, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { TlsFault, WebhookAnswer } from '@baton/model/alert/webhook';
import type { WebhookRequest, WebhookSender } from '../../ports/webhook';

const TIMEOUT_MS = 5000;
/** What a server says beyond this is not read, so that it cannot keep us. */
const READ_MAX_BYTES = 4096;

const TLS_FAULTS: Readonly<Record<string, TlsFault>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-issuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-issuer',
  CERT_UNTRUSTED: 'unknown-issuer',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'other-name',
  ERR_SSL_WRONG_VERSION_NUMBER: 'no-tls',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'no-tls',
  EPROTO: 'no-tls',
};

const BY_CODE: Readonly<Record<string, WebhookAnswer>> = {
  ENOTFOUND: { kind: 'name-not-found' },
  EAI_AGAIN: { kind: 'name-not-found' },
  ECONNREFUSED: { kind: 'refused' },
  EHOSTUNREACH: { kind: 'unreachable' },
  ENETUNREACH: { kind: 'unreachable' },
};

/** Node's own HTTP client: it follows no redirect and knows no proxy. */
export function linuxWebhook(timeoutMs = TIMEOUT_MS): WebhookSender {
  return { post: (request) => post(request, timeoutMs) };
}

async function post(wanted: WebhookRequest, timeoutMs: number): Promise<WebhookAnswer> {
  try {
    return await asked(begin(wanted), timeoutMs);
  } catch (error) {
    // A URL that a person can type and nobody can ask.
    return whatBroke(error);
  }
}

function begin({ url, headers, body }: WebhookRequest): ClientRequest {
  const target = new URL(url);
  const send = target.protocol === 'https:' ? requestHttps : requestHttp;
  const length = String(Buffer.byteLength(body));
  const request = send(target, {
    method: 'POST',
    agent: false,
    headers: { 'user-agent': 'Baton', ...headers, 'content-length': length },
  });
  request.end(body);
  return request;
}

/** The first lines of the answer are enough; what follows is dropped, and cut where it is long or slow. */
function asked(request: ClientRequest, timeoutMs: number): Promise<WebhookAnswer> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve({ kind: 'timeout', seconds: timeoutMs / 1000 });
      request.destroy();
    }, timeoutMs);
    request.on('response', (response) => {
      let read = 0;
      response.on('data', (chunk: Buffer) => {
        read += chunk.length;
        if (read > READ_MAX_BYTES) request.destroy();
      });
      response.on('error', () => undefined);
      resolve({ kind: 'answered', status: response.statusCode ?? 0 });
    });
    request.on('error', (error) => resolve(whatBroke(error)));
    request.on('close', () => {
      clearTimeout(timer);
      resolve({ kind: 'broken', reason: 'closed' });
    });
  });
}

/** The code alone: the message of an error may have the URL. */
function whatBroke(error: unknown): WebhookAnswer {
  const code = codeOf(error);
  const fault = TLS_FAULTS[code];
  if (fault) return { kind: 'tls', fault };
  return BY_CODE[code] ?? { kind: 'broken', reason: code || 'unknown' };
}

/** Where several addresses were tried, the first one tells. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
