import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { finish } from '../door/finish';

/**
 * Joins two connections. Each side reads as fast as the other writes, and when one ends so does the other: a WebSocket
 * has no use for half a connection, and one left open would hold a seat here and a subscription in the agent.
 */
export function tunnel(client: Socket, agent: Duplex): void {
  join(client, agent);
  join(agent, client);
}

function join(from: Duplex, to: Duplex): void {
  from.pipe(to);
  from.on('error', () => from.destroy());
  from.once('end', () => finish(from));
  from.once('close', () => finish(to));
}
