import {
  nvidiaProcessArguments,
  nvidiaSmiArguments,
  nvidiaSmiReason,
  parseNvidiaProcesses,
  parseNvidiaSmi,
} from '@baton/model/telemetry/nvidia-smi';
import type { GpuBlindReason, GpuProcess, GpuReadings } from '@baton/model/telemetry/sample';
import { execa } from 'execa';
import { endOnAbort } from './end-on-abort';

/** It can hang in the kernel for ever when the card is lost. */
export const ASK_MS = 5000;
/** Who uses the card changes slowly, and asking costs as much as the readings. */
const PROCESSES_EVERY_MS = 10_000;

export type NvidiaAnswer =
  | { readonly readings: GpuReadings; readonly processes?: readonly GpuProcess[] }
  | { readonly reason: GpuBlindReason };

export interface NvidiaCardParts {
  readonly address: string;
  readonly now: () => number;
  readonly binary: string;
}

/** One card as nvidia-smi tells of it. */
export class NvidiaCard {
  #processes: { readonly at: number; readonly found: readonly GpuProcess[] | null } | undefined;

  constructor(private readonly parts: NvidiaCardParts) {}

  async ask(ending: AbortSignal): Promise<NvidiaAnswer> {
    const { address, now } = this.parts;
    const answer = await this.#run(nvidiaSmiArguments(address), ending);
    const readings = answer.exitCode === 0 ? parseNvidiaSmi(answer.stdout) : null;
    if (ending.aborted) return { reason: 'moving' };
    if (!readings) return { reason: nvidiaSmiReason(answer.exitCode) };
    if (!this.#processes || now() - this.#processes.at >= PROCESSES_EVERY_MS) {
      const table = await this.#run(nvidiaProcessArguments(address), ending);
      this.#processes = { at: now(), found: table.exitCode === 0 ? parseNvidiaProcesses(table.stdout) : null };
    }
    if (ending.aborted) return { reason: 'moving' };
    return { readings, ...(this.#processes.found && { processes: this.#processes.found }) };
  }

  forget(): void {
    this.#processes = undefined;
  }

  async #run(args: readonly string[], ending: AbortSignal): Promise<{ exitCode?: number; stdout: string }> {
    const child = execa(this.parts.binary, args, {
      reject: false,
      timeout: ASK_MS,
      killSignal: 'SIGKILL',
      stdin: 'ignore',
      maxBuffer: 64 * 1024,
    });
    const forget = endOnAbort(child, ending, 'SIGKILL');
    const { exitCode, stdout } = await child;
    forget();
    return { exitCode, stdout };
  }
}
