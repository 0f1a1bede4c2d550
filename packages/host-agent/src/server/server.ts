import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Screens } from '../console/screen';
import type { SerialPorts } from '../console/serial-ports';
import { CallSocket } from './call-socket';
import { consoleDoor } from './console-socket';
import { credentialsOf } from './credentials';
import { type HttpParts, handleHttp } from './http-calls';
import { refuseUpgrade } from './refuse-upgrade';
import { serialDoor } from './serial-socket';
import { SessionSockets } from './session-sockets';
import { listenOn } from './unix-listener';
import type { Upgrade } from './upgrade';
import type { ViewerDoor } from './viewer-door';

/** How long a page may take to say goodbye when the agent stops. */
const GOODBYE_MS = 300;
/** Node looks for slow requests on a timer. Ours come from the gateway, which has deadlines of its own: never, in practice. */
const NO_CHECKING_MS = 2 ** 31 - 1;

export interface ServerParts extends Omit<HttpParts, 'status'> {
  readonly socketPath: string;
  readonly screens: Screens;
  readonly serialPorts: SerialPorts;
  readonly now: () => number;
}

/** The agent's only door: a UNIX socket. The gateway and the command line come through it. */
export class AgentServer {
  readonly #http: Server;
  readonly #sockets: SessionSockets;
  readonly #calls: CallSocket;
  readonly #console: ViewerDoor;
  readonly #serial: ViewerDoor;
  #status: 'ok' | 'stopping' = 'ok';

  constructor(private readonly parts: ServerParts) {
    const { doorkeeper, now, screens, serialPorts, log } = parts;
    this.#sockets = new SessionSockets(doorkeeper, now);
    this.#calls = new CallSocket(parts, this.#sockets);
    this.#console = consoleDoor({ sockets: this.#sockets, screens, log });
    this.#serial = serialDoor({ sockets: this.#sockets, serialPorts, log });
    const http = { ...parts, status: () => this.#status };
    const options = { connectionsCheckingInterval: NO_CHECKING_MS };
    this.#http = createServer(options, (request, response) => handleHttp(http, request, response));
    this.#http.on('upgrade', (request, socket, head) => void this.#upgrade(request, socket, head));
  }

  /** Begins to answer. @returns how to stop. */
  async start(): Promise<() => Promise<void>> {
    const stopWatching = this.#sockets.start();
    await listenOn(this.#http, this.parts.socketPath);
    return async () => {
      this.#status = 'stopping';
      const closed = new Promise((resolve) => this.#http.close(resolve));
      this.#calls.stop();
      this.#console.stop();
      this.#serial.stop();
      this.#http.closeIdleConnections();
      await Promise.race([closed, sleep(GOODBYE_MS, undefined, { ref: false })]);
      this.#calls.terminate();
      this.#console.terminate();
      this.#serial.terminate();
      this.#http.closeAllConnections();
      stopWatching();
    };
  }

  /** `/console/ID` is the screen, `/console/ID/serial` the serial port. */
  #openConsole(upgrade: Upgrade, place: string): Promise<void> {
    const serial = /^([^/]+)\/serial$/.exec(place)?.[1];
    return serial === undefined ? this.#console.upgrade(upgrade, place) : this.#serial.upgrade(upgrade, serial);
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy());
    try {
      const credentials = credentialsOf(request.headers);
      const actor = await this.parts.doorkeeper.actorOf(credentials);
      const upgrade = { request, socket, head, credentials, actor };
      const path = (request.url ?? '').split('?', 1)[0] ?? '';
      if (this.#status === 'stopping') refuseUpgrade(socket, 503);
      else if (path === '/trpc') this.#calls.upgrade(upgrade);
      else if (path.startsWith('/console/')) await this.#openConsole(upgrade, path.slice('/console/'.length));
      else refuseUpgrade(socket, 404);
    } catch (error) {
      this.parts.log.error({ err: error }, 'An upgrade failed');
      refuseUpgrade(socket, 503);
    }
  }
}
