import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { WebSocket } from 'ws';
import { readConfig } from '../src/config';
import { startGateway } from '../src/gateway';
import { DEFAULT_LIMITS, type Limits } from '../src/limits';
import { type Certificate, loadCertificate } from '../src/tls/certificate';
import { type FixtureAgent, startFixtureAgent } from './fixture-agent';
import { writeFixtureSite } from './fixture-site';

export interface Ask {
  path?: string;
  method?: string;
  headers?: OutgoingHttpHeaders;
  body?: string | Buffer;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A gateway in this process, with TLS unless told otherwise, in front of a fixture agent and a fixture site. */
export class GatewayUnderTest {
  readonly #folder: string;
  readonly #certificate: Certificate | undefined;
  readonly #stopGateway: () => Promise<void>;
  readonly port: number;
  agent: FixtureAgent;

  private constructor(parts: {
    folder: string;
    certificate?: Certificate;
    stop: () => Promise<void>;
    port: number;
    agent: FixtureAgent;
  }) {
    this.#folder = parts.folder;
    this.#certificate = parts.certificate;
    this.#stopGateway = parts.stop;
    this.port = parts.port;
    this.agent = parts.agent;
  }

  static async start(limits: Partial<Limits> = {}, tls = true): Promise<GatewayUnderTest> {
    const folder = await mkdtemp(join(tmpdir(), 'baton-gw-'));
    const webRoot = join(folder, 'web');
    const config = readConfig({
      BATON_PORT: '0',
      BATON_BIND: '127.0.0.1',
      BATON_TLS: tls ? 'on' : 'off',
      BATON_STATE_DIR: folder,
      BATON_WEB_ROOT: webRoot,
      BATON_AGENT_SOCKET: join(folder, 'agent.sock'),
      BATON_HOSTNAMES: 'laptop.example',
    });
    await writeFixtureSite(webRoot);
    const agent = await startFixtureAgent(config.agentSocket);
    const certificate = tls ? await loadCertificate(folder, () => ['localhost', '127.0.0.1']) : undefined;
    const log = pino({ level: 'silent' });
    const gateway = await startGateway({ config, limits: { ...DEFAULT_LIMITS, ...limits }, log, certificate });
    return new GatewayUnderTest({ folder, certificate, stop: gateway.stop, port: gateway.port, agent });
  }

  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  get origin(): string {
    return `${this.#certificate ? 'https' : 'http'}://${this.host}`;
  }

  get webRoot(): string {
    return join(this.#folder, 'web');
  }

  /** Options of a TLS connection that trusts exactly this gateway. */
  get trust() {
    return { ca: this.#certificate?.certificatePem, servername: 'localhost' };
  }

  /** Sends a request with its path exactly as given; POST carries the right Origin unless another is given. */
  ask({ path = '/', method = 'GET', headers = {}, body }: Ask = {}): Promise<Answer> {
    const request = this.#certificate ? httpsRequest : httpRequest;
    const all = method === 'GET' || method === 'HEAD' ? headers : { origin: this.origin, ...headers };
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: this.port, path, method, headers: all, agent: false, ...this.trust };
      const outgoing = request(options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString() }),
        );
        answer.on('error', reject);
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  /** Opens a WebSocket as a page of ours would. */
  connect(path: string, headers: Record<string, string> = {}): WebSocket {
    return new WebSocket(`${this.origin.replace('http', 'ws')}${path}`, {
      headers: { origin: this.origin, ...headers },
      ...this.trust,
    });
  }

  async restartAgent(): Promise<void> {
    await this.agent.kill();
    this.agent = await startFixtureAgent(join(this.#folder, 'agent.sock'));
  }

  /** Ends the gateway alone. */
  stopGateway(): Promise<void> {
    return this.#stopGateway();
  }

  async stop(): Promise<void> {
    await this.#stopGateway();
    await this.agent.kill();
    await rm(this.#folder, { recursive: true });
  }
}
