// @ts-check
import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Where Baton keeps its state: BATON_STATE_DIR, else /var/lib/baton for root, else the user's state folder.
 * @param {NodeJS.ProcessEnv} env
 * @param {{ uid: number | undefined, home: string }} who
 */
export function stateDirOf(env, who) {
  if (env.BATON_STATE_DIR) return resolve(env.BATON_STATE_DIR);
  if (who.uid === 0) return '/var/lib/baton';
  return join(env.XDG_STATE_HOME || join(who.home, '.local', 'state'), 'baton');
}

/** The state directory of this process. */
export function stateDir() {
  return stateDirOf(process.env, { uid: process.getuid?.(), home: homedir() });
}

/**
 * Makes the state directory, for its owner alone.
 * @param {string} dir
 * @returns {string | undefined} why it cannot be used
 */
export function prepareStateDir(dir) {
  try {
    mkdirSync(join(dir, 'logs'), { recursive: true, mode: 0o700 });
    accessSync(dir, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export const USAGE = `Usage: npm start [-- OPTIONS]

  --no-install   install nothing with the system's package manager
  --help         show this

Settings are environment variables; docs/configuration.md lists them all:
  BATON_STATE_DIR   where Baton keeps its database, machines and certificate
  BATON_PORT        port of the dashboard (8443)
  BATON_BIND        address to listen on (all)
  BATON_TLS         on | off (off is for loopback alone)
  BATON_HOST        auto | linux | simulated
  BATON_SCENARIO    what the simulated laptop plays: optimus, busy-gpu, shared-group, ...
`;

/**
 * @param {readonly string[]} argv
 * @returns {{ install: boolean, help: boolean, unknown: readonly string[] }}
 */
export function parseArguments(argv) {
  const known = new Set(['--no-install', '--help', '-h']);
  return {
    install: !argv.includes('--no-install'),
    help: argv.includes('--help') || argv.includes('-h'),
    unknown: argv.filter((argument) => !known.has(argument)),
  };
}
