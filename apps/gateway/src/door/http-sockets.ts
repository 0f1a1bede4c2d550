import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';

/** Calls back for each socket that HTTP is spoken on: with TLS these are not the ones that the listener accepted. */
export function onHttpSocket(server: Server, listener: (socket: Socket) => void): void {
  server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', listener);
}
