import { GPU_SERVICES, type GpuServiceName, type ServiceState } from '@baton/model/host/service';
import { WriteError } from '../../../ports/kernel-errors';
import type { SystemServices } from '../../../ports/services';
import type { OneShot } from './one-shot';
import { isUnitActive } from './units';

const DEADLINE_MS = 15_000;

export interface LinuxServicesParts {
  readonly sysfsRoot: string;
  readonly oneShot: OneShot;
}

/** The GPU's services on a real host: looked at in their cgroups, changed by systemctl(1). */
export class LinuxServices implements SystemServices {
  constructor(private readonly parts: LinuxServicesParts) {}

  states(): Promise<readonly ServiceState[]> {
    return Promise.all(GPU_SERVICES.map(async (name) => ({ name, active: await this.#isActive(name) })));
  }

  async start(name: GpuServiceName): Promise<void> {
    await this.#systemctl('start', name);
  }

  /** A unit between two restarts runs nothing and is stopped all the same. One that systemd does not know is stopped already. */
  async stop(name: GpuServiceName): Promise<void> {
    await this.#systemctl('stop', name).catch(async (error: unknown) => {
      if (!(error instanceof WriteError) || (await this.#isActive(name))) throw error;
    });
  }

  #isActive(name: GpuServiceName): Promise<boolean> {
    return isUnitActive(this.parts.sysfsRoot, `${name}.service`);
  }

  async #systemctl(verb: 'start' | 'stop', name: GpuServiceName): Promise<void> {
    const argv: readonly [string, ...string[]] = ['systemctl', verb, '--no-ask-password', `${name}.service`];
    const { exitCode, stderr } = await this.parts.oneShot.run({
      doing: `${verb} ${name}`,
      argv,
      deadlineMs: DEADLINE_MS,
    });
    if (exitCode !== 0) throw new WriteError(`systemctl ${verb} ${name}`, lastWords(stderr));
  }
}

/** systemd's last sentence, without its advice on where to read more. */
function lastWords(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('See '));
  return lines.at(-1) ?? 'systemd does not say why';
}
