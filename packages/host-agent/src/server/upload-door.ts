import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Actor, may } from '@baton/model/access/roles';
import { type Problem, ProblemError, problem } from '@baton/model/problem';
import type { Received, Uploads } from '../storage/uploads';
import { type ContextParts, contextOf } from './context';

export const UPLOADS = '/upload/';
/** A sender that says nothing for so long is gone. The gateway's own patience ends before. */
const SILENCE_MS = 150_000;

export interface UploadDoorParts extends ContextParts {
  readonly uploads: Pick<Uploads, 'receive'>;
}

const STATUS: Partial<Record<Problem['code'], number>> = {
  'access.not-logged-in': 401,
  'access.forbidden': 403,
  'storage.upload-not-found': 404,
  'storage.exists': 409,
  'storage.upload-mismatch': 413,
  'storage.full': 507,
  internal: 500,
};

/** `PUT /upload/ID?offset=N`: the bytes of a file, from N on (docs/adr/022). Answers where to go on, or the finished path. */
export async function receiveUpload(
  parts: UploadDoorParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const context = contextOf(parts, request, response);
  try {
    const order = orderOf(request);
    if (!order) return answer(response, request.method === 'PUT' ? 400 : 405, { error: 'not-an-upload' });
    const actor = await context.actor();
    if (!actor) throw new ProblemError(problem('access.not-logged-in', {}));
    if (!may(actor.role, 'storage.edit')) {
      throw new ProblemError(problem('access.forbidden', { permission: 'storage.edit' }));
    }
    const received = await whileLoggedIn(parts, actor, request, () =>
      parts.uploads.receive(order.id, { ...order, by: actor }),
    );
    answer(response, received.kind === 'wrong-offset' ? 409 : 200, bodyOf(received));
  } catch (error) {
    const found =
      error instanceof ProblemError ? error.problem : problem('internal', { reference: context.report(error) });
    answer(response, STATUS[found.code] ?? 422, { problem: found });
  } finally {
    // What nobody wants any more is read and thrown away: the sender reads its answer only then.
    request.resume();
  }
}

function orderOf(request: IncomingMessage) {
  const [path = '', query] = (request.url ?? '').split('?', 2);
  const offset = new URLSearchParams(query).get('offset') ?? '';
  if (request.method !== 'PUT' || !/^\d{1,15}$/.test(offset)) return null;
  const length = request.headers['content-length'];
  request.setTimeout(SILENCE_MS, () => request.destroy());
  return {
    id: path.slice(UPLOADS.length),
    fromBytes: Number(offset),
    declaredBytes: length === undefined ? null : Number(length),
    // What is refused half-way is still answered: leaving the loop must not close the connection.
    chunks: request.iterator({ destroyOnReturn: false }),
    cut: () => void request.destroy(),
  };
}

/** A session that ends takes its upload's connection with it; what came so far stays. */
async function whileLoggedIn<T>(
  { doorkeeper }: UploadDoorParts,
  { sessionId }: Actor,
  request: IncomingMessage,
  work: () => Promise<T>,
): Promise<T> {
  const stop = doorkeeper.onSessionEnd((ended) => {
    if (ended === sessionId) request.destroy();
  });
  try {
    return await work();
  } finally {
    stop();
  }
}

function bodyOf(received: Received): object {
  const { kind, receivedBytes } = received;
  if (kind === 'wrong-offset') return { error: 'wrong-offset', receivedBytes };
  return { receivedBytes, path: kind === 'done' ? received.path : null };
}

/** Nobody reads it when the sender is gone. */
function answer(response: ServerResponse, status: number, body: object): void {
  if (response.destroyed || response.headersSent) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  });
  response.end(text);
}
