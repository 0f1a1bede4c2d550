import type { Duplex } from 'node:stream';

/** How long a peer may take to accept its last bytes. */
const LAST_BYTES_MS = 5_000;

/** Sends what is still to be sent, then closes both directions; a peer that does not take it is cut. */
export function finish(socket: Duplex, lastWords = ''): void {
  if (socket.destroyed) return;
  const deadline = setTimeout(() => socket.destroy(), LAST_BYTES_MS).unref();
  socket.once('close', () => clearTimeout(deadline));
  socket.end(lastWords, () => socket.destroy());
}
