import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { onHttpSocket } from './http-sockets';

export interface Patience {
  headMs: number;
  bodyMs: number;
}

/**
 * Cuts clients that are slow on purpose. Node's own check is a timer that ticks for ever, even with nobody there; these
 * are single shots, one per open connection: the next request's head must be complete in time, then its body.
 */
export function cutSlowClients(server: Server, { headMs, bodyMs }: Patience): void {
  const timers = new WeakMap<Socket, NodeJS.Timeout>();
  const disarm = (socket: Socket) => clearTimeout(timers.get(socket));
  const arm = (socket: Socket, ms: number) => {
    disarm(socket);
    if (!socket.destroyed) timers.set(socket, setTimeout(() => socket.destroy(), ms).unref());
  };

  onHttpSocket(server, (socket) => arm(socket, headMs));
  server.on('request', ({ socket, complete }, response) => {
    if (complete) disarm(socket);
    else arm(socket, bodyMs);
    response.req.once('end', () => disarm(socket));
    response.once('close', () => arm(socket, headMs));
  });
  server.on('upgrade', ({ socket }) => disarm(socket));
}
