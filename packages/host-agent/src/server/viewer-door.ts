import { may, type Permission } from '@baton/model/access/roles';
import type { Logger } from 'pino';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import { refuseUpgrade } from './refuse-upgrade';
import type { SessionSockets } from './session-sockets';
import type { Upgrade } from './upgrade';

const VIEWERS_MAX = 64;

/** What of a machine waits for its viewer. */
export interface Viewable {
  join(viewer: WebSocket, actor: Upgrade['actor']): void;
  /** The viewer went before it joined, or has left. */
  close?(): void;
}

export interface ViewerDoorParts {
  readonly sockets: SessionSockets;
  readonly log: Logger;
  readonly permission: Permission;
  readonly socket: Pick<ServerOptions, 'maxPayload' | 'handleProtocols'>;
  /** null = the machine has none now. @throws the error of a QEMU that does not answer */
  readonly open: (machineId: string) => Promise<Viewable | null>;
  /** What the log says of such an error. */
  readonly silent: string;
}

/** A door to something of the machines that people watch. */
export class ViewerDoor {
  readonly #server: WebSocketServer;

  constructor(private readonly parts: ViewerDoorParts) {
    this.#server = new WebSocketServer({ noServer: true, perMessageDeflate: false, ...parts.socket });
  }

  async upgrade(upgrade: Upgrade, machineId: string): Promise<void> {
    const refusal = this.#refusal(upgrade);
    if (refusal) refuseUpgrade(upgrade.socket, refusal);
    else await this.#join(upgrade, machineId);
  }

  stop(): void {
    for (const client of this.#server.clients) client.close(1012);
    this.#server.close();
  }

  terminate(): void {
    for (const client of this.#server.clients) client.terminate();
  }

  #refusal({ actor }: Upgrade): 401 | 403 | 503 | undefined {
    if (!actor) return 401;
    if (!may(actor.role, this.parts.permission)) return 403;
    return this.#server.clients.size >= VIEWERS_MAX ? 503 : undefined;
  }

  /** QEMU is asked first: what cannot be had is an HTTP answer and not a socket that closes at once. */
  async #join({ request, socket, head, credentials, actor }: Upgrade, machineId: string): Promise<void> {
    const { open, log, silent, sockets } = this.parts;
    const watched = await open(machineId).catch((error: unknown) => {
      log.warn({ err: error, machineId }, silent);
    });
    if (!watched) {
      refuseUpgrade(socket, watched === null ? 404 : 503);
      return;
    }
    if (socket.destroyed) watched.close?.();
    socket.once('close', () => watched.close?.());
    this.#server.handleUpgrade(request, socket, head, (viewer) => {
      sockets.add(viewer, credentials, actor);
      watched.join(viewer, actor);
    });
  }
}
