import type { IncomingMessage } from 'node:http';
import { plainAddress } from '../host/addresses';
import type { Route } from '../routes';
import type { AllowedHosts } from './allowed-hosts';
import type { RateLimits } from './rate-limits';
import { REFUSALS, type Refusal, tooManyRequests } from './refusal';
import { isSameOrigin } from './same-origin';

export interface GuardRules {
  hosts: AllowedHosts;
  rates: RateLimits;
  tls: boolean;
  bodyBytes: number;
}

/** Judges what every request must satisfy, wherever it goes: undefined lets it pass. */
export async function judgeRequest(
  request: IncomingMessage,
  rules: GuardRules,
  route: Route | undefined,
): Promise<Refusal | undefined> {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  const wait = await rules.rates.secondsToWait(reads ? 'read' : 'write', clientAddress(request));
  if (wait !== undefined) return tooManyRequests(wait);
  if (!rules.hosts.allows(request.headers.host)) return REFUSALS.unknownHost;
  if (!reads && !isSameOrigin(request.headers.origin, request.headers.host, rules.tls)) return REFUSALS.otherOrigin;
  if (!reads && request.method !== writeOf(route)) return REFUSALS.method;
  // Passing on a GET's body without its framing would let it be read as a second request.
  if (reads && carriesBody(request)) return REFUSALS.bodyNotAllowed;
  // An upload has the size of its file; the agent knows how large that may be.
  if (route === 'upload') return undefined;
  return Number(request.headers['content-length'] ?? 0) > rules.bodyBytes ? REFUSALS.tooLarge : undefined;
}

/** Judges an upgrade: it counts as a write, for what it opens can change everything. */
export async function judgeUpgrade(request: IncomingMessage, rules: GuardRules): Promise<Refusal | undefined> {
  const wait = await rules.rates.secondsToWait('write', clientAddress(request));
  if (wait !== undefined) return tooManyRequests(wait);
  if (!rules.hosts.allows(request.headers.host)) return REFUSALS.unknownHost;
  if (!isSameOrigin(request.headers.origin, request.headers.host, rules.tls)) return REFUSALS.otherOrigin;
  if (request.method !== 'GET' || request.headers.upgrade?.toLowerCase() !== 'websocket') return REFUSALS.notAWebSocket;
  return carriesBody(request) ? REFUSALS.bodyNotAllowed : undefined;
}

/** Who asks; empty when the connection is already gone. */
export function clientAddress(request: IncomingMessage): string {
  return plainAddress(request.socket.remoteAddress ?? '');
}

/** The only method that changes something there. */
function writeOf(route: Route | undefined): 'PUT' | 'POST' {
  return route === 'upload' ? 'PUT' : 'POST';
}

function carriesBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
