import { may } from '@baton/model/access/roles';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import type { Screens } from '../console/screen';
import { refuseUpgrade } from './refuse-upgrade';
import type { SessionSockets } from './session-sockets';
import type { Upgrade } from './upgrade';

/** A browser sends key presses and at most a clipboard. */
const MESSAGE_MAX_BYTES = 1024 * 1024;
const VIEWERS_MAX = 64;

export interface ConsoleParts {
  readonly sockets: SessionSockets;
  readonly screens: Screens;
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
    if (!may(actor.role, 'machine.console')) return 403;
    return this.#server.clients.size >= VIEWERS_MAX ? 503 : undefined;
  }

  /** QEMU is asked first: a screen that cannot be had is an HTTP answer and not a socket that closes at once. */
  async #join({ request, socket, head, credentials, actor }: Upgrade, machineId: string): Promise<void> {
    const screen = await this.parts.screens.open(machineId).catch((error: unknown) => {
      this.parts.log.warn({ err: error, machineId }, 'The screen does not answer');
    });
    if (!screen) {
      refuseUpgrade(socket, screen === null ? 404 : 503);
      return;
    }
    if (socket.destroyed) screen.close();
    socket.once('close', () => screen.close());
    this.#server.handleUpgrade(request, socket, head, (viewer) => {
      this.parts.sockets.add(viewer, credentials, actor);
      screen.join(viewer);
    });
  }
}
