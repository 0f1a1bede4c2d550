import { isIP } from 'node:net';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isLoopback } from './host/addresses';
import { EXIT, StartupFailure } from './startup-failure';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
/** `sun_path` of Linux holds 108 bytes with its closing zero (unix(7)). */
const SOCKET_PATH_MAX_BYTES = 107;

export interface GatewayConfig {
  /** 0 lets the kernel choose; the ready line tells which. */
  port: number;
  /** Address to listen on; absent means every address, IPv6 and IPv4. */
  bind?: string;
  tls: boolean;
  stateDir: string;
  webRoot: string;
  /** Names that people reach this host by and that it cannot know itself, in lower case. */
  hostnames: string[];
  agentSocket: string;
  logLevel: (typeof LOG_LEVELS)[number];
  /** Set by the supervisor of `npm start`: end when stdin ends. */
  supervised: boolean;
}

/**
 * The gateway's whole configuration, from the environment; the only reader of it.
 * @throws StartupFailure (78) with a sentence that names the variable.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env, uid = process.getuid?.()): GatewayConfig {
  const tls = readTls(env.BATON_TLS || 'on');
  const stateDir = resolve(env.BATON_STATE_DIR || defaultStateDir(env, uid));
  return {
    port: readPort(env.BATON_PORT || '8443'),
    bind: readBind(env.BATON_BIND || (tls ? undefined : '127.0.0.1'), tls),
    tls,
    stateDir,
    // The same two steps lead there from dist/ and from src/.
    webRoot: resolve(env.BATON_WEB_ROOT || fileURLToPath(new URL('../../web/out', import.meta.url))),
    hostnames: readHostnames(env.BATON_HOSTNAMES || ''),
    agentSocket: readSocketPath(env.BATON_AGENT_SOCKET || join(stateDir, 'run', 'agent.sock')),
    logLevel: readLogLevel(env.BATON_LOG_LEVEL || 'info'),
    supervised: env.BATON_SUPERVISED === '1',
  };
}

/** The same place as the agent's and the launcher's: they share the run directory. */
function defaultStateDir(env: NodeJS.ProcessEnv, uid: number | undefined): string {
  if (uid === 0) return '/var/lib/baton';
  // A relative XDG path must be ignored (XDG Base Directory specification).
  const base = env.XDG_STATE_HOME && isAbsolute(env.XDG_STATE_HOME) ? env.XDG_STATE_HOME : undefined;
  return join(base ?? join(homedir(), '.local', 'state'), 'baton');
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw invalid(`BATON_PORT is "${text}"; it must be a whole number from 0 to 65535.`);
}

function readTls(text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on';
  throw invalid(`BATON_TLS is "${text}"; it must be "on" or "off".`);
}

function readBind(address: string | undefined, tls: boolean): string | undefined {
  if (address === undefined) return undefined;
  if (address !== 'localhost' && isIP(address) === 0) {
    throw invalid(`BATON_BIND is "${address}"; it must be an IP address of this computer, or "localhost".`);
  }
  if (!tls && !isLoopback(address)) {
    throw invalid(
      `BATON_TLS=off sends passwords in the clear, so it works on this computer only, and BATON_BIND=${address} opens it to the network: remove one of the two.`,
    );
  }
  return address;
}

function readHostnames(list: string): string[] {
  const names = list.split(',').map((name) => name.trim().toLowerCase());
  return names.filter(Boolean).map(readHostname);
}

function readHostname(name: string): string {
  // As a browser writes it: that is what arrives in the Host header.
  const url = `http://${isIP(name) === 6 ? `[${name}]` : name}`;
  const written = URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : undefined;
  if (written !== undefined && (written === name || isIP(name) === 6)) return written;
  throw invalid(
    `BATON_HOSTNAMES contains "${name}"; it must be a comma list of plain host names, without port or scheme.`,
  );
}

function readSocketPath(text: string): string {
  const path = resolve(text);
  if (Buffer.byteLength(path) <= SOCKET_PATH_MAX_BYTES) return path;
  throw invalid(
    `The agent's socket path "${path}" is longer than the ${SOCKET_PATH_MAX_BYTES} bytes that Linux allows: set a shorter BATON_STATE_DIR or BATON_AGENT_SOCKET.`,
  );
}

function readLogLevel(text: string): GatewayConfig['logLevel'] {
  const level = LOG_LEVELS.find((known) => known === text);
  if (level) return level;
  throw invalid(`BATON_LOG_LEVEL is "${text}"; it must be one of ${LOG_LEVELS.join(', ')}.`);
}

function invalid(sentence: string): StartupFailure {
  return new StartupFailure(EXIT.config, sentence);
}
