import type { IncomingMessage, ServerResponse } from 'node:http';
import { appRouter } from '@baton/api/router';
import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http';
import { contextOf } from './context';
import { answerScrape, METRICS, type MetricsDoorParts } from './metrics-door';
import { answerPicture, PICTURES, type PictureDoorParts } from './picture-door';
import { receiveUpload, UPLOADS, type UploadDoorParts } from './upload-door';

const BODY_MAX_BYTES = 256 * 1024;
const CALLS = '/trpc/';

export interface HttpParts extends UploadDoorParts, MetricsDoorParts, PictureDoorParts {
  readonly log: UploadDoorParts['log'];
  readonly version: string;
  readonly status: () => string;
}

/** Plain HTTP: log-in and log-out (they set the cookie), the command line's calls, uploads, pictures, metrics, and the health of the agent. */
export function handleHttp(parts: HttpParts, request: IncomingMessage, response: ServerResponse): void {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  if (path.startsWith(CALLS)) void handleCall(parts, request, response);
  else if (path.startsWith(UPLOADS)) void receiveUpload(parts, request, response);
  else if (path.startsWith(PICTURES) && request.method === 'GET') void answerPicture(parts, request, response);
  else if (path === METRICS && request.method === 'GET') void answerScrape(parts, request, response);
  else if (path === '/healthz' && request.method === 'GET') {
    answer(response, 200, { version: parts.version, status: parts.status() });
  } else answer(response, 404, { error: 'Not Found' });
}

async function handleCall(parts: HttpParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('Cache-Control', 'no-store');
  await nodeHTTPRequestHandler({
    router: appRouter,
    req: request,
    res: response,
    path: (request.url ?? '').split('?', 1)[0]?.slice(CALLS.length) ?? '',
    createContext: () => contextOf(parts, request, response),
    maxBodySize: BODY_MAX_BYTES,
    allowBatching: false,
  });
}

function answer(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}
