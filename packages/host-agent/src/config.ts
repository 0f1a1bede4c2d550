import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { EXIT, StartupFailure } from './startup-failure';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const HOSTS = ['auto', 'linux', 'simulated'] as const;
/** `sun_path` of Linux holds 108 bytes with its closing zero (unix(7)). */
const SOCKET_PATH_MAX_BYTES = 107;
/** The longest socket path below the state folder: a machine's id has 12 characters. */
const LONGEST_SOCKET = '/machines/0123456789ab/run/passt0.sock';

const MIB = 1024 * 1024;
const LOG_DEFAULT_MIB = 64;
const LOG_MIN_MIB = 16;
const LOG_MAX_MIB = 65_536;

/** Which laptop the agent works on; `auto` is decided by what is found. */
export type HostChoice = (typeof HOSTS)[number];

export interface AgentConfig {
  readonly stateDir: string;
  /** Sockets, tokens and the lock: nothing in it is worth keeping over a restart of the host. */
  readonly runDir: string;
  readonly socketPath: string;
  readonly databaseFile: string;
  readonly host: HostChoice;
  /** Name of the simulated laptop's scenario; checked by whoever makes that laptop. */
  readonly scenario: string;
  readonly storageFolders: readonly string[];
  /** Whole path of the one QEMU to use; null looks where distributions put it. */
  readonly qemuBinary: string | null;
  /** The user that runs QEMU and is given the GPU's group; null = the agent's own. */
  readonly vmUid: number | null;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** How much of each log is kept; older lines give their room back. */
  readonly logMaxBytes: number;
  readonly root: boolean;
  /** Set by the supervisor of `npm start`: end when stdin ends. */
  readonly supervised: boolean;
}

export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  /** Effective user id: root keeps its state in /var/lib. */
  readonly uid: number;
}

/**
 * The agent's whole configuration, from the environment; the only reader of it.
 * @throws StartupFailure (78) with a sentence that names the variable.
 */
export function readConfig(around: Surroundings = { env: process.env, uid: process.geteuid?.() ?? -1 }): AgentConfig {
  const { env, uid } = around;
  const stateDir = readStateDir(env.BATON_STATE_DIR || defaultStateDir(around));
  const runDir = join(stateDir, 'run');
  return {
    stateDir,
    runDir,
    socketPath: readSocketPath(env.BATON_AGENT_SOCKET || join(runDir, 'agent.sock')),
    databaseFile: join(stateDir, 'baton.db'),
    host: oneOf('BATON_HOST', env.BATON_HOST || 'auto', HOSTS),
    scenario: env.BATON_SCENARIO || 'optimus',
    storageFolders: readStorage(env.BATON_STORAGE || join(stateDir, 'storage')),
    qemuBinary: readQemu(env.BATON_QEMU),
    vmUid: readUid(env.BATON_VM_UID),
    logLevel: oneOf('BATON_LOG_LEVEL', env.BATON_LOG_LEVEL || 'info', LOG_LEVELS),
    logMaxBytes: readLogMax(env.BATON_LOG_MAX_MIB) * MIB,
    root: uid === 0,
    supervised: env.BATON_SUPERVISED === '1',
  };
}

function defaultStateDir({ env, uid }: Surroundings): string {
  if (uid === 0) return '/var/lib/baton';
  // A relative XDG path must be ignored (XDG Base Directory specification).
  const base = env.XDG_STATE_HOME && isAbsolute(env.XDG_STATE_HOME) ? env.XDG_STATE_HOME : undefined;
  return join(base ?? join(env.HOME || homedir(), '.local', 'state'), 'baton');
}

/** Every machine has its sockets below it: a folder that is too deep would only show at the first start. */
function readStateDir(text: string): string {
  const path = resolve(text);
  const longestBytes = SOCKET_PATH_MAX_BYTES - LONGEST_SOCKET.length;
  if (Buffer.byteLength(path) <= longestBytes) return path;
  throw invalid(
    `The state directory "${path}" is longer than ${longestBytes} bytes, so the machines' sockets would not fit what Linux allows: set a shorter BATON_STATE_DIR.`,
  );
}

function readSocketPath(text: string): string {
  const path = resolve(text);
  if (Buffer.byteLength(path) <= SOCKET_PATH_MAX_BYTES) return path;
  throw invalid(
    `The agent's socket path "${path}" is longer than the ${SOCKET_PATH_MAX_BYTES} bytes that Linux allows: set a shorter BATON_STATE_DIR or BATON_AGENT_SOCKET.`,
  );
}

function readStorage(list: string): string[] {
  const folders = list.split(':').filter(Boolean);
  const relative = folders.find((folder) => !isAbsolute(folder));
  if (relative !== undefined) {
    throw invalid(`BATON_STORAGE contains "${relative}"; write whole paths, starting with /, separated by colons.`);
  }
  if (folders.length === 0) throw invalid('BATON_STORAGE names no folder; write at least one whole path.');
  return [...new Set(folders.map((folder) => resolve(folder)))];
}

/** Whole, because root would otherwise run whatever a relative path means today. Whether it is there is asked at each start. */
function readQemu(path: string | undefined): string | null {
  if (!path) return null;
  if (isAbsolute(path)) return path;
  throw invalid(`BATON_QEMU is "${path}"; write the whole path of the QEMU binary, starting with /.`);
}

function readUid(text: string | undefined): number | null {
  if (!text) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw invalid(`BATON_VM_UID is "${text}"; write a user's number, as "id -u" prints it.`);
}

/** Less than the lower limit would be gone while somebody reads it. */
function readLogMax(text: string | undefined): number {
  const mib = text ? Number(text) : LOG_DEFAULT_MIB;
  if (Number.isInteger(mib) && mib >= LOG_MIN_MIB && mib <= LOG_MAX_MIB) return mib;
  throw invalid(`BATON_LOG_MAX_MIB is "${text}"; it must be a whole number from ${LOG_MIN_MIB} to ${LOG_MAX_MIB}.`);
}

function oneOf<Choice extends string>(name: string, text: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((known) => known === text);
  if (choice) return choice;
  throw invalid(`${name} is "${text}"; it must be one of ${choices.join(', ')}.`);
}

function invalid(sentence: string): StartupFailure {
  return new StartupFailure(EXIT.config, sentence);
}
