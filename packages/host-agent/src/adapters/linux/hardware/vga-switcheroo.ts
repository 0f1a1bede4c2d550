import { join } from 'node:path';
import type { PciAddress } from '@baton/model/pci/address';
import type { PowerState } from '@baton/model/power/backend';
import { WriteError } from '../../../ports/kernel-errors';
import { type OneShot, writeInChild } from './one-shot';
import type { Switch } from './switch';
import { exists } from './sysfs';

const DEADLINE_MS = 10_000;

/** A line of vga_switcheroo's file. */
export interface SwitcherooClient {
  /** It drives the outputs: OFF would take the power of the other one. */
  readonly active: boolean;
  /** `DynPwr`, `DynOff`: its driver manages the power by itself, and a switch does nothing. */
  readonly dynamic: boolean;
  readonly powered: boolean;
}

/** The GPU's line: `1:DIS: :Pwr:0000:01:00.0` (drivers/gpu/vga/vga_switcheroo.c, vga_switcheroo_show). null = it has none. */
export function parseSwitcheroo(text: string, gpu: PciAddress): SwitcherooClient | null {
  for (const line of text.split('\n')) {
    const [, mark, dynamic, power, address] = /^\d+:[^:]*:([+ ]):(Dyn)?(Pwr|Off):(\S+)$/.exec(line) ?? [];
    if (address === gpu) return { active: mark === '+', dynamic: dynamic !== undefined, powered: power === 'Pwr' };
  }
  return null;
}

/** The power switch of nouveau, radeon and amdgpu where they do not manage it by themselves. It reads from memory. */
export class VgaSwitcheroo implements Switch {
  readonly #file: string;

  constructor(
    sysfsRoot: string,
    private readonly oneShot: OneShot,
  ) {
    this.#file = join(sysfsRoot, 'kernel/debug/vgaswitcheroo/switch');
  }

  readonly logs = /vga_switcheroo|nouveau|radeon|amdgpu/;

  /** Whether this GPU, and no other, has its power switched by it. */
  async offers(gpu: PciAddress): Promise<boolean> {
    if (!(await exists(this.#file))) return false;
    const client = await this.#client(gpu).catch(() => null);
    return client !== null && !client.dynamic && !client.active;
  }

  async state(gpu: PciAddress): Promise<PowerState> {
    const client = await this.#client(gpu);
    if (client === null || client.dynamic) return 'unknown';
    return client.powered ? 'on' : 'off';
  }

  /** OFF goes to whichever GPU does not drive the outputs, so it is looked at right before. */
  async switch(to: 'on' | 'off', gpu: PciAddress): Promise<string> {
    const client = await this.#client(gpu);
    if (client === null || client.dynamic || client.active) {
      throw new WriteError(this.#file, `vga_switcheroo does not switch ${gpu}`);
    }
    const text = to === 'on' ? 'ON' : 'OFF';
    const write = { doing: `switch ${gpu} ${to}`, path: this.#file, text, deadlineMs: DEADLINE_MS };
    await writeInChild(this.oneShot, write);
    return '';
  }

  /** In a child: the file waits for the lock that a switch in progress holds. */
  async #client(gpu: PciAddress): Promise<SwitcherooClient | null> {
    const order = { doing: `ask vga_switcheroo about ${gpu}`, argv: ['cat', this.#file] as const };
    const { exitCode, stdout } = await this.oneShot.run({ ...order, deadlineMs: DEADLINE_MS });
    return exitCode === 0 ? parseSwitcheroo(stdout, gpu) : null;
  }
}
