import { join } from 'node:path';
import type { PciAddress } from '@baton/model/pci/address';
import type { PowerState } from '@baton/model/power/backend';
import { type OneShot, writeInChild } from './one-shot';
import type { Switch } from './switch';

/** bbswitch has frozen whole hosts: even its reads stand behind a deadline (docs/kernel-notes.md, Writes that never return). */
const DEADLINE_MS = 10_000;

/** The module bbswitch. It never refuses by an error: the kernel log has the reason. */
export class BbSwitch implements Switch {
  readonly #file: string;

  constructor(
    procRoot: string,
    private readonly oneShot: OneShot,
  ) {
    this.#file = join(procRoot, 'acpi/bbswitch');
  }

  readonly logs = /bbswitch/;

  async state(gpu: PciAddress): Promise<PowerState> {
    const order = { doing: `ask bbswitch about ${gpu}`, deadlineMs: DEADLINE_MS };
    const { exitCode, stdout } = await this.oneShot.run({ ...order, argv: ['cat', this.#file] });
    // Exactly `0000:01:00.0 ON`; after a removal of function 0 it shows freed memory (docs/kernel-notes.md, bbswitch).
    const said = exitCode === 0 ? new RegExp(`^${gpu} (ON|OFF)$`).exec(stdout.trim())?.[1] : undefined;
    return said === 'ON' ? 'on' : said === 'OFF' ? 'off' : 'unknown';
  }

  async switch(to: 'on' | 'off', gpu: PciAddress): Promise<string> {
    const text = to === 'on' ? 'ON' : 'OFF';
    const write = { doing: `switch ${gpu} ${to}`, path: this.#file, text, deadlineMs: DEADLINE_MS };
    await writeInChild(this.oneShot, write);
    return '';
  }
}
