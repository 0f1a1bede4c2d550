import { join } from 'node:path';
import { type LoadedModule, moduleKey } from '@baton/model/host/module';
import { ModuleInUseError, WriteError } from '../../../ports/kernel-errors';
import type { Modules } from '../../../ports/modules';
import type { OneShot } from './one-shot';
import { readText } from './sysfs';

const DEADLINE_MS = 20_000;
/** Modules whose version people want to know. */
const GPU_DRIVERS = new Set(['nvidia', 'amdgpu', 'nouveau', 'i915', 'xe']);

export interface LinuxModulesParts {
  readonly sysfsRoot: string;
  readonly procRoot: string;
  readonly oneShot: OneShot;
}

/** The modules of a real host: /proc/modules and modprobe(8). */
export class LinuxModules implements Modules {
  constructor(private readonly parts: LinuxModulesParts) {}

  async loaded(): Promise<readonly LoadedModule[]> {
    const text = (await readText(join(this.parts.procRoot, 'modules'))) ?? '';
    return Promise.all(
      text
        .split('\n')
        .filter(Boolean)
        .map((line) => this.#parse(line)),
    );
  }

  async load(name: string): Promise<void> {
    await this.#modprobe([name], `load ${name}`);
  }

  async unload(spelt: string): Promise<void> {
    const name = moduleKey(spelt);
    if (!(await this.loaded()).some((module) => module.name === name)) return;
    await this.#modprobe(['-r', name], `unload ${name}`);
  }

  async #modprobe(args: readonly string[], doing: string): Promise<void> {
    const argv = ['modprobe', ...args] as const;
    const { exitCode, words } = await this.parts.oneShot.run({ doing, argv: [...argv], deadlineMs: DEADLINE_MS });
    if (exitCode === 0) return;
    if (/ is in use/.test(words)) throw new ModuleInUseError(/Module (\S+) is in use/.exec(words)?.[1] ?? '', words);
    throw new WriteError(argv.join(' '), words);
  }

  /** `nvidia 56786944 2 nvidia_uvm,nvidia_modeset, Live 0x0` (proc(5)); `nvidia 14299136 - - Live` where modules stay for ever. */
  async #parse(line: string): Promise<LoadedModule> {
    const [name = '', , count = '0', users = '-'] = line.split(' ');
    const version = GPU_DRIVERS.has(name)
      ? await readText(join(this.parts.sysfsRoot, 'module', name, 'version'))
      : null;
    const usedBy = users.split(',').filter((user) => /^\w/.test(user));
    return { name, version, useCount: count === '-' ? 0 : Number(count), usedBy };
  }
}
