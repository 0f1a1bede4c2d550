import { createConnection } from 'node:net';
import { GuestAgentUnreachable } from './errors';
import { GuestAgentSession } from './session';

/**
 * Connects to the socket of QEMU's guest agent channel. A connection proves nothing about the guest: `guest-ping` does.
 * The socket serves one client at a time.
 * @throws GuestAgentUnreachable
 */
export function connectGuestAgent(path: string): Promise<GuestAgentSession> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path);
    socket.once('error', (error: NodeJS.ErrnoException) =>
      reject(new GuestAgentUnreachable(error.code ?? 'unknown', { cause: error })),
    );
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      resolve(new GuestAgentSession(socket));
    });
  });
}
