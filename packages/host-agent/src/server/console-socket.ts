import { may } from '@baton/model/access/roles';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import { joinScreen, openScreen } from '../console/screen';
import { refuseUpgrade } from './refuse-upgrade';
import type { SessionSockets } from './session-sockets';
import type { Upgrade } from './upgrade';

/** A browser sends key presses and at most a clipboard. */
const MESSAGE_MAX_BYTES = 1024 * 1024;
const VIEWERS_MAX = 64;

export interface ConsoleParts {
  readonly sockets: SessionSockets;
  readonly consoleSocket: (machineId: string) => string | null;
  readonly log: Logger;
}

/** The door to the machines' screens. Every viewer has a connection of its own to QEMU. */
export class ConsoleSocket {
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MESSAGE_MAX_BYTES,
    perMessageDeflate: false,
    // A browser that asks for a protocol fails when it gets none; one that does not ask must not get one.
    handleProtocols: (asked) => (asked.has('binary') ? 'binary' : false),
  });

  constructor(private readonly parts: ConsoleParts) {}

  async upgrade(upgrade: Upgrade, machineId: string): Promise<void> {
    const path = this.parts.consoleSocket(machineId);
    const refusal = this.#refusal(upgrade, path);
    if (path === null || refusal) refuseUpgrade(upgrade.socket, refusal ?? 404);
    else await this.#join(upgrade, path);
  }

  stop(): void {
    for (const client of this.#server.clients) client.close(1012);
    this.#server.close();
  }

  terminate(): void {
    for (const client of this.#server.clients) client.terminate();
  }

  #refusal({ actor }: Upgrade, path: string | null): 401 | 403 | 404 | 503 | undefined {
    if (!actor) return 401;
    if (!may(actor.role, 'machine.console')) return 403;
    if (path === null) return 404;
    return this.#server.clients.size >= VIEWERS_MAX ? 503 : undefined;
  }

  /** QEMU is asked first: a screen that cannot be had is an HTTP answer and not a socket that closes at once. */
  async #join({ request, socket, head, credentials, actor }: Upgrade, path: string): Promise<void> {
    const screen = await openScreen(path).catch((error: unknown) => {
      this.parts.log.warn({ err: error, path }, 'The screen does not answer');
    });
    if (!screen) {
      refuseUpgrade(socket, 503);
      return;
    }
    if (socket.destroyed) screen.destroy();
    socket.once('close', () => screen.destroy());
    this.#server.handleUpgrade(request, socket, head, (viewer) => {
      this.parts.sockets.add(viewer, credentials, actor);
      joinScreen(viewer, screen);
    });
  }
}
