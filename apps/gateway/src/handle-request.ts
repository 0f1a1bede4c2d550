import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { version } from '../package.json';
import { forwardRequest } from './agent/forward-request';
import { headersForAgent, metricsToken } from './agent/forwarded-headers';
import { askAgentHealth } from './agent/health';
import { clientAddress, type GuardRules, judgeRequest } from './guard/guard';
import { REFUSALS, refuse } from './guard/refusal';
import { parseTarget } from './guard/request-target';
import { setSecurityHeaders } from './guard/security-headers';
import type { Limits } from './limits';
import { routeOf } from './routes';
import { BARE_POLICY } from './site/content-security-policy';
import type { SiteShelf } from './site/site-shelf';

/** What requests and upgrades are handled with. */
export interface Handling {
  rules: GuardRules;
  limits: Limits;
  site: SiteShelf;
  agentSocket: string;
  log: Logger;
}

/** Answers every plain HTTP request. */
export async function handleRequest(
  request: IncomingMessage,
  response: ServerResponse,
  handling: Handling,
): Promise<void> {
  const { rules, limits, site, agentSocket } = handling;
  setSecurityHeaders(response, BARE_POLICY);
  const target = parseTarget(request.url);
  const route = target && routeOf(target.pathname);
  const refusal = await judgeRequest(request, rules, route);
  if (refusal) return refuse(request, response, refusal);
  if (!target) return refuse(request, response, REFUSALS.badTarget);

  const { pathname, search } = target;
  if (route === 'picture' && request.method === 'POST') return refuse(request, response, REFUSALS.methodOfPages);
  if (route === 'agent' || route === 'upload' || route === 'picture') {
    if (request.method === 'HEAD') return refuse(request, response, REFUSALS.methodOfAgent);
    if (route === 'upload' && request.method !== 'PUT') return refuse(request, response, REFUSALS.methodOfUploads);
    const headers = headersForAgent(request.headers, { address: clientAddress(request), tls: rules.tls });
    const agent = { socketPath: agentSocket, path: pathname + search, headers, answerMs: limits.agentAnswerMs };
    return forwardRequest(
      { request, response },
      agent,
      route === 'upload' ? Number.POSITIVE_INFINITY : limits.bodyBytes,
    );
  }
  if (request.method === 'POST') return refuse(request, response, REFUSALS.methodOfPages);
  if (route === 'metrics') {
    if (request.method === 'HEAD') return refuse(request, response, REFUSALS.methodOfAgent);
    const client = { address: clientAddress(request), tls: rules.tls };
    // A scraper shows its token and nothing else: no cookie of a person opens this door.
    const headers = { ...headersForAgent({}, client), ...metricsToken(request.headers) };
    const agent = { socketPath: agentSocket, path: pathname, headers, answerMs: limits.agentAnswerMs };
    return forwardRequest({ request, response }, agent, 0);
  }
  if (route === 'health') {
    const health = await askAgentHealth(agentSocket, limits.agentHealthMs);
    response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
    response.end(JSON.stringify({ version, gateway: 'ok', ...health }));
    return;
  }
  const pages = site.current();
  if (!pages) return refuse(request, response, REFUSALS.noSite);
  request.url = pathname + search;
  pages.serve(request, response, pathname);
}
