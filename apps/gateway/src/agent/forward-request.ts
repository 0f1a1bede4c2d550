import type { ClientRequest, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { request as httpRequest } from 'node:http';
import { pipeline } from 'node:stream';
import { REFUSALS, refuse } from '../guard/refusal';
import { endToEnd } from './forwarded-headers';

/** One request from the LAN and the answer that is owed to it. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

export interface AgentTarget {
  socketPath: string;
  /** Path and query as the agent shall see them. */
  path: string;
  headers: OutgoingHttpHeaders;
  /** How long the agent may take to answer once it has the request, and to take more of it when it does not keep up. */
  answerMs: number;
}

/** Passes a request on to the agent and its answer back, byte by byte; at most `bodyBytes` of body. */
export function forwardRequest(exchange: Exchange, target: AgentTarget, bodyBytes: number): void {
  const { request, response } = exchange;
  const { socketPath, path, headers } = target;
  // A connection of its own: one kept from before would carry a restarted agent's ECONNRESET into a mutation.
  // “keep-alive” all the same: an agent that refuses before it has read the body would otherwise close with bytes unread, and
  // the reset that follows overtakes its answer.
  const kept = { ...headers, connection: 'keep-alive' };
  const upstream = httpRequest({ socketPath, path, headers: kept, method: request.method, agent: false });

  // Never while the client sends: it has deadlines of its own, and an upload takes as long as it takes.
  const patience = patienceWith(exchange, target.answerMs);
  upstream.once('finish', patience.begin);
  response.once('close', () => {
    patience.end();
    upstream.destroy();
  });
  upstream.once('response', (answer) => {
    patience.end();
    if (response.headersSent) answer.destroy();
    else passBack(answer, response);
  });
  // Also late errors, of an agent that answered before it read everything: by then the answer itself tells how it ended.
  upstream.on('error', () => answerAgentFailure(exchange, 502));
  // Only these have a framed body towards the agent: bytes after another head would be read as a second request.
  if (request.method === 'POST' || request.method === 'PUT') sendBody(exchange, { upstream, bodyBytes, patience });
  else upstream.end();
}

interface Patience {
  readonly begin: () => void;
  readonly end: () => void;
}

/** With an agent that has to do something now; when it is over, the client hears that the agent is silent. */
function patienceWith(exchange: Exchange, ms: number): Patience {
  let deadline: NodeJS.Timeout | undefined;
  const end = () => clearTimeout(deadline);
  const begin = () => {
    end();
    if (!exchange.response.destroyed) deadline = setTimeout(() => answerAgentFailure(exchange, 504), ms);
  };
  return { begin, end };
}

interface Passing {
  readonly upstream: ClientRequest;
  readonly bodyBytes: number;
  readonly patience: Patience;
}

function sendBody({ request, response }: Exchange, { upstream, bodyBytes, patience }: Passing): void {
  const declaredBytes = Number(request.headers['content-length'] ?? Number.NaN);
  let receivedBytes = 0;
  const send = (chunk: Buffer) => {
    receivedBytes += chunk.length;
    if (receivedBytes > bodyBytes) {
      if (!response.headersSent) refuse(request, response, REFUSALS.tooLarge);
      upstream.destroy();
    } else if (receivedBytes === declaredBytes) {
      // The last chunk and the end in one write: an agent that has it all may answer and hang up before a second one,
      // and the broken pipe would hide its answer.
      upstream.end(chunk);
    } else if (!upstream.write(chunk)) {
      request.pause();
      patience.begin();
    }
  };
  const end = () => {
    if (!upstream.writableEnded) upstream.end();
  };
  request.on('data', send);
  request.on('end', end);
  upstream.on('drain', () => {
    patience.end();
    request.resume();
  });
  upstream.once('close', () => {
    // Nobody takes the rest any more: it is read and thrown away, so that the client gets to read the answer.
    request.off('data', send).off('end', end).resume();
  });
}

function passBack(answer: IncomingMessage, response: ServerResponse): void {
  for (const [name, value] of Object.entries(endToEnd(answer.headers))) {
    // The gateway's own headers win: they were set before.
    if (value !== undefined && !response.hasHeader(name)) response.setHeader(name, value);
  }
  if (!response.hasHeader('cache-control')) response.setHeader('Cache-Control', 'no-store');
  response.writeHead(answer.statusCode ?? 502);
  // An agent that dies in mid-answer must not look like one that finished: the client's connection is cut.
  pipeline(answer, response, (error) => {
    if (error) response.destroy();
  });
}

function answerAgentFailure({ request, response }: Exchange, status: 502 | 504): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(AGENT_FAILURE[status]);
  request.resume();
}

/** What a client reads when the agent gives no answer. */
export const AGENT_FAILURE = {
  502: JSON.stringify({ error: 'agent-unreachable' }),
  504: JSON.stringify({ error: 'agent-silent' }),
} as const;
