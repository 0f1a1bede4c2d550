import { destination, pino } from 'pino';
import { type GatewayConfig, readConfig } from './config';
import { startGateway } from './gateway';
import { lanAddresses } from './host/addresses';
import { hostNames } from './host/names';
import { DEFAULT_LIMITS } from './limits';
import { readyLine } from './ready-line';
import { StartupFailure } from './startup-failure';
import { loadCertificate } from './tls/certificate';

/** The names and addresses that a new certificate is good for; this host's own name comes first and becomes its title. */
function certificateHosts({ hostnames }: GatewayConfig): string[] {
  const [localhost = 'localhost', ...own] = hostNames();
  return [...new Set([...own, localhost, ...hostnames, '127.0.0.1', '::1', ...lanAddresses()])];
}

async function main(): Promise<void> {
  const config = readConfig();
  // stdout belongs to the ready line; a synchronous stream needs no worker thread and loses nothing at exit.
  const log = pino({ name: 'gateway', level: config.logLevel }, destination({ fd: 2, sync: true }));
  const certificate = config.tls ? await loadCertificate(config.stateDir, () => certificateHosts(config)) : undefined;
  const gateway = await startGateway({ config, limits: DEFAULT_LIMITS, log, certificate });

  const stop = (why: string) => {
    log.info({ why }, 'Stopping');
    void gateway.stop().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // The supervisor holds the other end of stdin: when it is gone, even by SIGKILL, nobody is left to stop us.
  if (config.supervised) process.stdin.once('end', () => stop('the supervisor is gone')).resume();

  if (certificate?.madeNow) log.info('Made a new certificate');
  log.info({ port: gateway.port, fingerprint: certificate?.fingerprint }, 'Listening');
  process.stdout.write(`${JSON.stringify(readyLine(config, gateway.port, certificate?.fingerprint))}\n`);
}

main().catch((error: unknown) => {
  if (!(error instanceof StartupFailure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
});
