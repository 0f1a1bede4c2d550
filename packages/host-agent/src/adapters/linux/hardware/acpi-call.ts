import { join } from 'node:path';
import type { PciAddress } from '@baton/model/pci/address';
import { type AcpiCalls, isAcpiMethod, type PowerState } from '@baton/model/power/backend';
import { WriteError } from '../../../ports/kernel-errors';
import { type OneShot, writeInChild } from './one-shot';
import type { Switch } from './switch';

const DEADLINE_MS = 10_000;

export interface AcpiCallParts {
  readonly sysfsRoot: string;
  readonly procRoot: string;
  readonly oneShot: OneShot;
  /** What a person named; null = nothing, and then nothing is called. */
  readonly calls: AcpiCalls | null;
}

/**
 * What the module's file answers after a call: a number `0x0`, or `Error: AE_NOT_FOUND`; `not called` when it took nothing
 * (acpi_call.c of nix-community/acpi_call).
 * @returns what it said against it; empty = the method ran
 */
export function acpiCallComplaint(answer: string): string {
  const text = answer.split('\0').join('').trim();
  return /^0x[0-9a-f]+$/i.test(text) ? '' : `acpi_call failed: ${text || 'no answer'}`;
}

/** The module acpi_call, told two methods by a person. */
export class AcpiCall implements Switch {
  readonly #file: string;

  constructor(private readonly parts: AcpiCallParts) {
    this.#file = join(parts.procRoot, 'acpi/call');
  }

  readonly logs = /acpi_call|ACPI/;

  /** A card without power answers every read of its registers with ones. The read wakes a sleeping port. */
  async state(gpu: PciAddress): Promise<PowerState> {
    const config = join(this.parts.sysfsRoot, 'bus/pci/devices', gpu, 'config');
    const argv = ['od', '-An', '-tx4', '-N4', config] as const;
    const order = { doing: `read the registers of ${gpu}`, argv, deadlineMs: DEADLINE_MS };
    const { exitCode, stdout } = await this.parts.oneShot.run(order);
    const first = stdout.trim();
    if (exitCode !== 0 || !/^[0-9a-f]{8}$/.test(first)) return 'unknown';
    return first === 'ffffffff' ? 'off' : 'on';
  }

  async switch(to: 'on' | 'off', gpu: PciAddress): Promise<string> {
    const method = this.parts.calls?.[to] ?? '';
    if (!isAcpiMethod(method)) throw new WriteError(this.#file, `${JSON.stringify(method)} is no ACPI method`);
    const doing = `call ${method} for ${gpu}`;
    await writeInChild(this.parts.oneShot, { doing, path: this.#file, text: method, deadlineMs: DEADLINE_MS });
    const { stdout } = await this.parts.oneShot.run({ doing, argv: ['cat', this.#file], deadlineMs: DEADLINE_MS });
    return acpiCallComplaint(stdout);
  }
}
