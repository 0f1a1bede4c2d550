import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Logger } from 'pino';
import type { GatewayConfig } from './config';
import { createFrontDoor, type FrontDoor } from './door/front-door';
import { redirectToHttps } from './door/redirect-to-https';
import { cutSlowClients } from './door/slow-clients';
import { AllowedHosts } from './guard/allowed-hosts';
import { RateLimits } from './guard/rate-limits';
import { REFUSALS, refuse, refuseUpgrade } from './guard/refusal';
import { parseTarget } from './guard/request-target';
import { Seats } from './guard/seats';
import { type Handling, handleRequest } from './handle-request';
import { handleUpgrade } from './handle-upgrade';
import { everyAddress } from './host/addresses';
import { hostNames } from './host/names';
import type { Limits } from './limits';
import { listenFailure } from './listen-failure';
import { routeOf } from './routes';
import { SiteShelf } from './site/site-shelf';
import type { Certificate } from './tls/certificate';

const KEEP_ALIVE_MS = 10_000;

export interface GatewayParts {
  config: GatewayConfig;
  limits: Limits;
  log: Logger;
  /** Absent when TLS is off. */
  certificate?: Certificate;
}

export interface RunningGateway {
  port: number;
  /** Stops accepting and ends every connection, within about a second. */
  stop(): Promise<void>;
}

/**
 * Opens the door of the LAN.
 * @throws StartupFailure when the address cannot be listened on.
 */
export async function startGateway({ config, limits, log, certificate }: GatewayParts): Promise<RunningGateway> {
  const hosts = new AllowedHosts(() => ['127.0.0.1', '::1', ...hostNames(), ...everyAddress(), ...config.hostnames]);
  const rules = { hosts, rates: new RateLimits(limits), tls: certificate !== undefined, bodyBytes: limits.bodyBytes };
  const site = new SiteShelf(config.webRoot);
  const main = createMainServer({ rules, limits, site, agentSocket: config.agentSocket, log }, certificate);
  const plain = certificate ? redirectToHttps(hosts) : undefined;
  for (const server of plain ? [main, plain] : [main]) cutSlowClients(server, { ...limits, isLong: isUpload });

  const door = createFrontDoor({ main, plain, seats: new Seats(limits.connections), firstByteMs: limits.headMs });
  await listen(door, config);
  if (!site.current()) log.warn({ webRoot: config.webRoot }, 'The web pages are not built: pages answer 503');
  return { port: (door.listener.address() as AddressInfo).port, stop: () => door.close() };
}

function createMainServer(handling: Handling, certificate: Certificate | undefined): Server {
  // A whole request has no deadline of Node's, which would end long uploads: slow clients are cut in a way of our own.
  const options = { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 };
  const server = certificate
    ? createTlsServer({
        ...options,
        key: certificate.keyPem,
        cert: certificate.certificatePem,
        minVersion: 'TLSv1.2',
        ALPNProtocols: ['http/1.1'],
        handshakeTimeout: handling.limits.headMs,
      })
    : createServer(options);
  // The size of a head is limited (16 KiB), and counting would drop headers silently: Node would act on a
  // Transfer-Encoding that our checks cannot see.
  server.maxHeadersCount = 0;
  const seats = new Seats(handling.limits.upgrades);
  const { log } = handling;

  server.on('request', (request, response) => {
    handleRequest(request, response, handling).catch((error: unknown) => {
      log.error({ err: error, path: pathOf(request) }, 'A request failed');
      if (response.headersSent) response.destroy();
      else refuse(request, response, REFUSALS.broken);
    });
  });
  server.on('upgrade', (request, stream, head) => {
    const socket = stream as Socket;
    socket.on('error', () => socket.destroy());
    // A WebSocket may be silent for as long as its two ends like.
    socket.setTimeout(0);
    handleUpgrade(request, { socket, head }, { ...handling, seats }).catch((error: unknown) => {
      log.error({ err: error, path: pathOf(request) }, 'An upgrade failed');
      refuseUpgrade(socket, REFUSALS.broken);
    });
  });
  server.on('tlsClientError', (error) => log.debug({ err: error }, 'A TLS handshake failed'));
  return server;
}

function isUpload({ method, url }: IncomingMessage): boolean {
  return method === 'PUT' && routeOf(parseTarget(url)?.pathname ?? '') === 'upload';
}

/** Without the query, which can hold what no log should keep. */
function pathOf({ url }: IncomingMessage): string | undefined {
  return url?.split('?', 1)[0];
}

function listen({ listener }: FrontDoor, { port, bind }: GatewayConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    listener.once('error', (error) => reject(listenFailure(error, port, bind)));
    listener.listen({ port, host: bind }, () => {
      listener.removeAllListeners('error');
      resolve();
    });
  });
}
