import type { Server } from 'node:http';
import { createServer, type Server as NetServer, type Socket } from 'node:net';
import type { Seats } from '../guard/seats';
import { plainAddress } from '../host/addresses';
import { routeByFirstByte } from './first-byte';
import { onHttpSocket } from './http-sockets';

/** Probes go out after half a minute of silence: the kernel, not we, finds out that a phone left the room. */
const KEEP_ALIVE_AFTER_MS = 30_000;
/** What is still being sent when the gateway stops gets this long. */
const LAST_BYTES_MS = 1_000;

export interface FrontDoorOptions {
  /** Serves HTTP: over TLS when `plain` is given, else in the clear. */
  main: Server;
  /** Serves plain HTTP on the TLS port. */
  plain?: Server;
  seats: Seats;
  firstByteMs: number;
}

/** The one listening socket: it counts connections, sorts them, and knows how to let them all go. */
export interface FrontDoor {
  listener: NetServer;
  close(): Promise<void>;
}

export function createFrontDoor({ main, plain, seats, firstByteMs }: FrontDoorOptions): FrontDoor {
  const open = new Set<Socket>();
  const options = {
    // HTTP answers clients that have said all they will say.
    allowHalfOpen: true,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE_AFTER_MS,
  };
  const listener = createServer(options, (socket) => {
    const seat = seats.take(plainAddress(socket.remoteAddress ?? ''));
    if (typeof seat === 'string') return socket.destroy();
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      open.delete(socket);
      seat();
    });
    const hand = (server: Server) => (connection: Socket) => server.emit('connection', connection);
    if (plain) routeByFirstByte(socket, { tls: hand(main), plain: hand(plain), patienceMs: firstByteMs });
    else hand(main)(socket);
  });
  const speaking = trackSpeaking(main);

  return {
    listener,
    async close() {
      const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
      for (const socket of speaking) socket.destroySoon();
      const deadline = setTimeout(() => {
        for (const socket of open) socket.destroy();
      }, LAST_BYTES_MS);
      await closed;
      clearTimeout(deadline);
    },
  };
}

function trackSpeaking(server: Server): Set<Socket> {
  const speaking = new Set<Socket>();
  onHttpSocket(server, (socket) => {
    speaking.add(socket);
    socket.once('close', () => speaking.delete(socket));
  });
  return speaking;
}
