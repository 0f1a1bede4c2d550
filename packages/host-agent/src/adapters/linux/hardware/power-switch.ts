import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { PciAddress } from '@baton/model/pci/address';
import type { PowerBackend, PowerState } from '@baton/model/power/backend';
import type { PowerSwitch, SwitchResult } from '../../../ports/power-switch';
import type { KernelLog } from './kernel-log';
import { type OneShot, writeInChild } from './one-shot';
import { readFunction } from './pci-function';

/** bbswitch has frozen whole hosts: even its reads stand behind a deadline (docs/kernel-notes.md). */
const DEADLINE_MS = 10_000;

export interface LinuxPowerSwitchParts {
  readonly sysfsRoot: string;
  readonly procRoot: string;
  readonly oneShot: OneShot;
  readonly log: KernelLog;
}

/** The power supply of a real host's GPU: bbswitch when it is loaded, else the kernel's own when the firmware offers it. */
export class LinuxPowerSwitch implements PowerSwitch {
  readonly #file: string;

  constructor(private readonly parts: LinuxPowerSwitchParts) {
    this.#file = join(parts.procRoot, 'acpi/bbswitch');
  }

  async backend(gpu: PciAddress): Promise<PowerBackend> {
    if (await exists(this.#file)) return 'bbswitch';
    const devices = join(this.parts.sysfsRoot, 'bus/pci/devices');
    const parent = (await readFunction(devices, gpu))?.parent;
    if (!parent) return 'none';
    const port = join(devices, parent, 'firmware_node');
    const offered = await Promise.all(
      ['power_resources_D3hot', 'real_power_state'].map((name) => exists(join(port, name))),
    );
    return offered.some(Boolean) ? 'runtime-pm' : 'none';
  }

  async state(gpu: PciAddress): Promise<PowerState> {
    const order = { doing: `ask bbswitch about ${gpu}`, deadlineMs: DEADLINE_MS };
    const { exitCode, stdout } = await this.parts.oneShot.run({ ...order, argv: ['cat', this.#file] });
    // Exactly `0000:01:00.0 ON`; after a removal of function 0 it shows freed memory (docs/kernel-notes.md, bbswitch).
    const said = exitCode === 0 ? new RegExp(`^${gpu} (ON|OFF)$`).exec(stdout.trim())?.[1] : undefined;
    return said === 'ON' ? 'on' : said === 'OFF' ? 'off' : 'unknown';
  }

  async switchTo(to: 'on' | 'off', gpu: PciAddress): Promise<SwitchResult> {
    const text = to === 'on' ? 'ON' : 'OFF';
    const write = { doing: `switch ${gpu} ${to}`, path: this.#file, text, deadlineMs: DEADLINE_MS };
    const { result, words } = await this.parts.log.during(new RegExp(`bbswitch|${gpu}`), async () => {
      await writeInChild(this.parts.oneShot, write);
      return this.state(gpu);
    });
    return { state: result, words };
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
