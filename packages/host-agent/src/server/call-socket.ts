import { appRouter } from '@baton/api/router';
import { IMPORT_MAX_BYTES } from '@baton/model/import/result';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import { WebSocketServer } from 'ws';
import { BoundedWebSocket } from './bounded-web-socket';
import { type ContextParts, contextOf } from './context';
import { refuseUpgrade } from './refuse-upgrade';
import type { SessionSockets } from './session-sockets';
import type { Upgrade } from './upgrade';

/** The largest call carries a source to import, as JSON: its line breaks and quotes take two bytes there. */
const MESSAGE_MAX_BYTES = 2 * IMPORT_MAX_BYTES + 64 * 1024;
/** Each open page holds one. */
const SOCKETS_MAX = 256;
/** A phone that left the room is noticed within 35 s; its own pings come more often. */
const KEEP_ALIVE = { enabled: true, pingMs: 25_000, pongWaitMs: 10_000 };

/** tRPC over WebSocket: calls, mutations and the streams. */
export class CallSocket {
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_MAX_BYTES,
    WebSocket: BoundedWebSocket,
    perMessageDeflate: false,
  });
  readonly #handler: ReturnType<typeof applyWSSHandler>;

  constructor(
    parts: ContextParts,
    private readonly sockets: SessionSockets,
  ) {
    this.#handler = applyWSSHandler({
      wss: this.#server,
      router: appRouter,
      createContext: ({ req }) => contextOf(parts, req),
      keepAlive: KEEP_ALIVE,
    });
  }

  upgrade({ request, socket, head, credentials, actor }: Upgrade): void {
    if (this.#server.clients.size >= SOCKETS_MAX) {
      refuseUpgrade(socket, 503);
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (client) => {
      this.sockets.add(client, credentials, actor);
      this.#server.emit('connection', client, request);
    });
  }

  /** Asks every page to come back to the next agent, then hangs up. */
  stop(): void {
    this.#handler.broadcastReconnectNotification();
    for (const client of this.#server.clients) client.close(1012);
    this.#server.close();
  }

  /** Hangs up on whoever did not say goodbye in time. */
  terminate(): void {
    for (const client of this.#server.clients) client.terminate();
  }
}
