import { may } from '@baton/model/access/roles';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import type { SerialPorts } from '../console/serial-ports';
import { refuseUpgrade } from './refuse-upgrade';
import type { SessionSockets } from './session-sockets';
import type { Upgrade } from './upgrade';

/** A browser sends keys, or a text that was pasted. */
const MESSAGE_MAX_BYTES = 64 * 1024;
const VIEWERS_MAX = 64;

export interface SerialParts {
  readonly sockets: SessionSockets;
  readonly serialPorts: SerialPorts;
  readonly log: Logger;
}

/** The door to the machines' serial ports: who may see the machine reads, who may use its console also types. */
export class SerialSocket {
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_MAX_BYTES, perMessageDeflate: false });

  constructor(private readonly parts: SerialParts) {}

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
    if (!may(actor.role, 'machine.view')) return 403;
    return this.#server.clients.size >= VIEWERS_MAX ? 503 : undefined;
  }

  async #join({ request, socket, head, credentials, actor }: Upgrade, machineId: string): Promise<void> {
    const line = await this.parts.serialPorts.open(machineId).catch((error: unknown) => {
      this.parts.log.warn({ err: error, machineId }, 'The serial port does not answer');
    });
    if (!line) {
      refuseUpgrade(socket, line === null ? 404 : 503);
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (viewer) => {
      this.parts.sockets.add(viewer, credentials, actor);
      line.join(viewer, actor !== null && may(actor.role, 'machine.console'));
    });
  }
}
