import type { PciAddress } from '@baton/model/pci/address';
import type { PowerMeans, PowerState } from '@baton/model/power/backend';
import type { PowerEvidence } from '@baton/model/power/choose';
import { WriteError } from '../../../ports/kernel-errors';
import type { PowerSwitch, SwitchResult } from '../../../ports/power-switch';
import { AcpiCall } from './acpi-call';
import { BbSwitch } from './bbswitch';
import type { KernelLog } from './kernel-log';
import type { OneShot } from './one-shot';
import { powerEvidence } from './power-evidence';
import type { Switch } from './switch';
import { VgaSwitcheroo } from './vga-switcheroo';

export interface LinuxPowerSwitchParts {
  readonly sysfsRoot: string;
  readonly procRoot: string;
  readonly oneShot: OneShot;
  readonly log: KernelLog;
}

/** The power supply of a real host's GPU, by whichever switch was chosen. */
export class LinuxPowerSwitch implements PowerSwitch {
  constructor(private readonly parts: LinuxPowerSwitchParts) {}

  evidence(gpu: PciAddress): Promise<PowerEvidence> {
    const { sysfsRoot, oneShot } = this.parts;
    return powerEvidence({ ...this.parts, switcheroo: new VgaSwitcheroo(sysfsRoot, oneShot) }, gpu);
  }

  async state(gpu: PciAddress, means: PowerMeans): Promise<PowerState> {
    return (await this.#switch(means)?.state(gpu)) ?? 'unknown';
  }

  async switchTo(to: 'on' | 'off', gpu: PciAddress, means: PowerMeans): Promise<SwitchResult> {
    const chosen = this.#switch(means);
    if (!chosen) throw new WriteError(`power of ${gpu}`, `${means.backend} is no switch`);
    const matching = new RegExp(`${chosen.logs.source}|${gpu}`);
    const { result, words } = await this.parts.log.during(matching, async () => {
      const complaint = await chosen.switch(to, gpu);
      return { complaint, state: await chosen.state(gpu) };
    });
    return { state: result.state, words: [result.complaint, words].filter(Boolean).join('\n') };
  }

  #switch({ backend, calls }: PowerMeans): Switch | null {
    const { sysfsRoot, procRoot, oneShot } = this.parts;
    switch (backend) {
      case 'bbswitch':
        return new BbSwitch(procRoot, oneShot);
      case 'vga-switcheroo':
        return new VgaSwitcheroo(sysfsRoot, oneShot);
      case 'acpi-call':
        return new AcpiCall({ sysfsRoot, procRoot, oneShot, calls });
      case 'runtime-pm':
      case 'none':
        return null;
    }
  }
}
