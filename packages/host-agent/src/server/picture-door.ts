import type { IncomingMessage, ServerResponse } from 'node:http';
import { may } from '@baton/model/access/roles';
import { describeLine } from '@baton/model/describe';
import { problem } from '@baton/model/problem';
import type { Pictures } from '../machines/live/picture';
import { type ContextParts, contextOf } from './context';

export const PICTURES = '/picture/';

export interface PictureDoorParts extends ContextParts {
  readonly pictures: Pick<Pictures, 'of'>;
}

/** `GET /picture/ID`: the machine's screen as PNG; `?small`, at most 320 wide. The same picture is not sent twice to one who has it. */
export async function answerPicture(
  parts: PictureDoorParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const context = contextOf(parts, request, response);
  try {
    const actor = await context.actor();
    if (!actor) return refuse(response, 401, describeLine(problem('access.not-logged-in', {})));
    if (!may(actor.role, 'machine.view')) {
      return refuse(response, 403, describeLine(problem('access.forbidden', { permission: 'machine.view' })));
    }
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    const picture = await parts.pictures.of(path.slice(PICTURES.length));
    if (!picture) return refuse(response, 404, 'This machine has no screen now.');
    const small = new URLSearchParams(query).has('small');
    const tag = `"${picture.takenAt}${small ? '-small' : ''}"`;
    // Kept by the browser that asked and by nobody else, and asked for again each time: it may show anything.
    response.setHeader('Cache-Control', 'private, no-cache');
    response.setHeader('ETag', tag);
    if (request.headers['if-none-match'] === tag) {
      response.writeHead(304).end();
      return;
    }
    const png = small ? picture.small : picture.full;
    response.writeHead(200, { 'Content-Type': 'image/png', 'Content-Length': png.length }).end(png);
  } catch (error) {
    context.report(error);
    if (!response.headersSent) refuse(response, 503, 'The screen could not be read; the agent wrote down why.');
  }
}

function refuse(response: ServerResponse, status: number, text: string): void {
  const line = `${text}\n`;
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(line),
    'Cache-Control': 'no-store',
  });
  response.end(line);
}
