import { setTimeout as sleep } from 'node:timers/promises';
import { destination, type Logger, pino } from 'pino';
import { startAgent } from './compose/agent';
import { AgentLog } from './compose/agent-log';
import { readConfig } from './config';
import { StartupFailure } from './startup-failure';

/** EX_SOFTWARE would tell the supervisor not to try again; a crash is worth another try. */
const EXIT_CRASHED = 1;
/** A hand-over under way is finished before we go, but not for ever: it is recovered at the next start. */
const STOP_PATIENCE_MS = 7000;

async function main(): Promise<void> {
  const config = readConfig();
  // stdout belongs to the ready line; a synchronous stream needs no worker thread and loses nothing at exit.
  const agentLog = new AgentLog(destination({ fd: 2, sync: true }));
  const log = pino({ name: 'agent', level: config.logLevel }, agentLog);
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'The agent crashed');
    process.exit(EXIT_CRASHED);
  });
  const { stop, setupToken, simulated } = await startAgent(config, log, agentLog);
  stopWhenTold(stop, log, config.supervised);
  log.info({ socket: config.socketPath, simulated }, 'Ready');
  const ready = { event: 'ready', socket: config.socketPath, setupToken, simulated, pid: process.pid };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

function stopWhenTold(stop: () => Promise<void>, log: Logger, supervised: boolean): void {
  let stopping = false;
  const end = (why: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ why }, 'Stopping; machines go on running');
    const patience = sleep(STOP_PATIENCE_MS);
    void Promise.race([stop(), patience])
      .catch((error: unknown) => log.error({ err: error }, 'Could not stop in order'))
      .then(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  // The supervisor holds the other end of stdin: when it is gone, even by SIGKILL, nobody is left to stop us.
  if (supervised) process.stdin.once('end', () => end('the supervisor is gone')).resume();
}

main().catch((error: unknown) => {
  if (!(error instanceof StartupFailure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(error.exitCode);
});
