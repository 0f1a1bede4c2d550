import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { onHttpSocket } from './http-sockets';

export interface Patience {
  headMs: number;
  bodyMs: number;
  stallMs: number;
  /** Whether the body of this request may take as long as it makes progress. */
  isLong: (request: IncomingMessage) => boolean;
}

/**
 * Cuts clients that are slow on purpose. Node's own check is a timer that ticks for ever, even with nobody there; these
 * are single shots, one per open connection: the next request's head must be complete in time, then its body,
 * and an answer must make progress. So must the body of an upload, which has no deadline as a whole.
 */
export function cutSlowClients(server: Server, { headMs, bodyMs, stallMs, isLong }: Patience): void {
  const timers = new WeakMap<Socket, NodeJS.Timeout>();
  const disarm = (socket: Socket) => clearTimeout(timers.get(socket));
  const arm = (socket: Socket, ms: number, isLate = () => true) => {
    disarm(socket);
    if (socket.destroyed) return;
    const timer = setTimeout(() => {
      if (isLate()) socket.destroy();
    }, ms);
    timers.set(socket, timer.unref());
  };

  onHttpSocket(server, (socket) => arm(socket, headMs));
  server.on('request', (request, response) => {
    const { socket } = request;
    if (isLong(request)) disarm(socket);
    else arm(socket, bodyMs, () => !request.complete);
    response.once('close', () => arm(socket, headMs));
  });
  server.on('upgrade', ({ socket }) => disarm(socket));
  server.timeout = stallMs;
}
