import type { Socket } from 'node:net';

/** A TLS connection begins with a handshake record (RFC 8446, 5.1); HTTP begins with a letter. */
const TLS_HANDSHAKE = 0x16;

export interface FirstByteRoutes {
  tls: (socket: Socket) => void;
  plain: (socket: Socket) => void;
  patienceMs: number;
}

/** Looks at a connection's first byte, puts it back, and hands the connection to the server that speaks its language. */
export function routeByFirstByte(socket: Socket, routes: FirstByteRoutes): void {
  const silent = setTimeout(() => socket.destroy(), routes.patienceMs);
  socket.once('close', () => clearTimeout(silent));
  socket.once('end', () => socket.destroy());
  socket.once('data', (chunk: Buffer) => {
    clearTimeout(silent);
    socket.removeAllListeners('end');
    socket.pause();
    socket.unshift(chunk);
    if (chunk[0] === TLS_HANDSHAKE) routes.tls(socket);
    else routes.plain(socket);
    process.nextTick(() => socket.resume());
  });
}
