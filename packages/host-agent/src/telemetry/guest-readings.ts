import { nvidiaSmiArguments, parseNvidiaSmi } from '@baton/model/telemetry/nvidia-smi';
import type { GpuSample, MachineSample } from '@baton/model/telemetry/sample';
import type { GuestAgents } from '../ports/guest-agents';

/** Starting a program in a guest costs it tens of milliseconds. */
const ASK_EVERY_MS = 5000;
/** After a guest without nvidia-smi, or without an agent: perhaps it is installed or up by then. */
const TRY_AGAIN_MS = 60_000;
/** A reading older than this is shown as none. */
const FRESH_MS = 20_000;
const TIMEOUT_MS = 4000;

const NVIDIA_SMI = { linux: 'nvidia-smi', windows: 'C:\\Windows\\System32\\nvidia-smi.exe' };

type GuestMemory = NonNullable<MachineSample['guestMemory']>;

interface Known {
  gpu: Extract<GpuSample, { source: 'guest' }> | null;
  memory: GuestMemory | null;
  nextAskAt: number;
  /** Not before: it could not tell the last time. */
  gpuAgainAt: number;
  asking: boolean;
}

/**
 * What a guest measures of itself, through its agent. A tick never waits for a guest: it gets what was last heard, while the next
 * answer is under way.
 */
export class GuestMeter {
  readonly #known = new Map<string, Known>();

  constructor(
    private readonly agents: GuestAgents,
    private readonly now: () => number,
  ) {}

  /** The card of the machine, measured inside it; null = not known now. */
  gpu(machineId: string): Known['gpu'] {
    const { gpu } = this.#ask(machineId, true);
    return gpu && this.now() - gpu.at < FRESH_MS ? gpu : null;
  }

  memory(machineId: string): GuestMemory | null {
    return this.#ask(machineId, false).memory;
  }

  /** Forgets machines that are not up any more. */
  keepOnly(machineIds: ReadonlySet<string>): void {
    for (const id of this.#known.keys()) if (!machineIds.has(id)) this.#known.delete(id);
  }

  #ask(machineId: string, wantsGpu: boolean): Known {
    const known = this.#known.get(machineId) ?? { gpu: null, memory: null, nextAskAt: 0, gpuAgainAt: 0, asking: false };
    this.#known.set(machineId, known);
    if (!known.asking && this.now() >= known.nextAskAt) {
      known.asking = true;
      known.nextAskAt = this.now() + ASK_EVERY_MS;
      void this.#hear(machineId, known, wantsGpu).finally(() => {
        known.asking = false;
      });
    }
    return known;
  }

  async #hear(machineId: string, known: Known, wantsGpu: boolean): Promise<void> {
    const os = await this.agents.osOf(machineId).catch(() => null);
    if (!os) {
      known.nextAskAt = this.now() + TRY_AGAIN_MS;
      return;
    }
    const run = async (path: string, args: readonly string[]) => {
      const ended = await this.agents.run(machineId, { path, args, timeoutMs: TIMEOUT_MS }).catch(() => null);
      return ended?.exitCode === 0 ? ended.stdout : null;
    };
    if (wantsGpu && this.now() >= known.gpuAgainAt) {
      const at = this.now();
      const output = await run(NVIDIA_SMI[os], nvidiaSmiArguments());
      const readings = output === null ? null : parseNvidiaSmi(output);
      known.gpu = readings && { at, source: 'guest', machine: machineId, readings };
      if (!readings) known.gpuAgainAt = this.now() + TRY_AGAIN_MS;
    }
    if (os === 'linux') known.memory = parseGuestMemory(await run('/bin/cat', ['/proc/meminfo']));
  }
}

export function parseGuestMemory(meminfo: string | null): GuestMemory | null {
  const mib = (key: string) =>
    Number(new RegExp(`^${key}: +(\\d+) kB$`, 'm').exec(meminfo ?? '')?.[1] ?? Number.NaN) / 1024;
  const [total, available] = [mib('MemTotal'), mib('MemAvailable')];
  if (Number.isNaN(total) || Number.isNaN(available)) return null;
  return { usedMiB: Math.round(total - available), totalMiB: Math.round(total) };
}
