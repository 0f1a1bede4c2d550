import { homedir } from 'node:os';
import { join } from 'node:path';

export interface CliConfig {
  /** The agent's UNIX socket. */
  readonly socketPath: string;
  /** The local operator's token: whoever may read this file may operate the host. */
  readonly tokenFile: string;
}

/** Reads the environment: BATON_STATE_DIR, else /var/lib/baton for root, else the user's state folder. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): CliConfig {
  const stateDir =
    env.BATON_STATE_DIR ||
    (process.getuid?.() === 0
      ? '/var/lib/baton'
      : join(env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'baton'));
  return {
    socketPath: env.BATON_AGENT_SOCKET || join(stateDir, 'run', 'agent.sock'),
    tokenFile: join(stateDir, 'run', 'operator.token'),
  };
}
