import type { GpuSample, HostSample, MachineSample, TelemetryTick } from '@baton/model/telemetry/sample';
import type { GuestAgents } from '../ports/guest-agents';
import type { CpuTicks, GpuSensors, HostReading, HostSensors, StorageReading } from '../ports/sensors';
import { GuestMeter } from './guest-readings';
import { MachineMeter, type MeasuredMachine } from './machine-meter';
import { ticksPercent } from './shares';

/** How full a disk is changes slowly. */
const STORAGE_EVERY_MS = 20_000;
/** Disks and networks of a machine that nobody looks at closely. */
const RATES_EVERY_TICKS = 10;

export interface MetersParts {
  readonly now: () => number;
  readonly host: HostSensors;
  /** null = this host has no discrete GPU. */
  readonly gpu: GpuSensors | null;
  /** True while the card changes hands: looking at it then would hold it. */
  readonly gpuMoves: () => boolean;
  readonly guests: GuestAgents;
  readonly machines: () => readonly MeasuredMachine[];
}

export interface Attention {
  /** The guest that has the card is asked how it is. */
  readonly asksCard: boolean;
  /** Machines that somebody looks at closely. */
  readonly closely: ReadonlySet<string>;
}

interface HostBefore {
  readonly cpu: CpuTicks | null;
  readonly cores: readonly (CpuTicks | null)[];
}

/** Every instrument, each asked once a tick for everybody. What is a difference is of the time since the last tick. */
export class Meters {
  readonly #guests: GuestMeter;
  readonly #machines = new Map<string, MachineMeter>();
  #hostBefore: HostBefore | undefined;
  #storage: { readonly at: number; readonly reading: StorageReading | null } | undefined;
  #ticks = 0;

  constructor(private readonly parts: MetersParts) {
    this.#guests = new GuestMeter(parts.guests, parts.now);
  }

  /** What was before is too long ago to be compared with. */
  forget(): void {
    this.#hostBefore = undefined;
    this.#machines.clear();
    this.#ticks = 0;
  }

  async tick(attention: Attention): Promise<TelemetryTick> {
    const at = this.parts.now();
    const running = this.parts.machines();
    // The disk is left alone at the first tick, which nobody sees.
    if (this.#ticks > 0 && (!this.#storage || at - this.#storage.at >= STORAGE_EVERY_MS)) {
      this.#storage = { at, reading: await this.parts.host.storage() };
    }
    const [reading, gpu, machines] = await Promise.all([
      this.parts.host.read(),
      this.#readGpu(at, running, attention),
      this.#readMachines(at, running, attention),
    ]);
    this.#ticks += 1;
    return { at, host: this.#hostSample(at, reading), gpu, machines };
  }

  #hostSample(at: number, reading: HostReading): HostSample {
    const before = this.#hostBefore;
    const { cpu, cores, cpuTemperatureC, memoryUsedMiB, memoryTotalMiB, hugepages, battery } = reading;
    this.#hostBefore = { cpu, cores };
    const storage = this.#storage?.reading;
    return {
      at,
      cpuPercent: ticksPercent(before?.cpu, cpu),
      coresPercent: cores.map((core, index) => {
        const percent = ticksPercent(before?.cores[index], core);
        return percent === null ? null : Math.round(percent);
      }),
      cpuTemperatureC,
      memoryUsedMiB,
      memoryTotalMiB,
      hugepages,
      storageFreeBytes: storage?.freeBytes ?? null,
      storageTotalBytes: storage?.totalBytes ?? null,
      battery,
    };
  }

  async #readGpu(at: number, running: readonly MeasuredMachine[], { asksCard }: Attention): Promise<GpuSample | null> {
    const { gpu, gpuMoves } = this.parts;
    if (!gpu) return null;
    if (gpuMoves()) return { at, source: 'none', reason: 'moving' };
    const reading = await gpu.read();
    const holder = running.find(({ hasGpu }) => hasGpu);
    if (reading.source === 'host' || !holder || !asksCard) return reading;
    return this.#guests.gpu(holder.id) ?? reading;
  }

  /** One after the other: fifty monitors asked at once would all be answered late. */
  async #readMachines(at: number, running: readonly MeasuredMachine[], attention: Attention) {
    this.#guests.keepOnly(new Set(running.map(({ id }) => id)));
    for (const id of this.#machines.keys()) if (!running.some((each) => each.id === id)) this.#machines.delete(id);
    const samples: MachineSample[] = [];
    for (const machine of running) {
      const closely = attention.closely.has(machine.id);
      const depth = closely ? 'whole' : this.#ticks % RATES_EVERY_TICKS === 0 ? 'rates' : 'plain';
      const sample = await this.#meterOf(machine).sample(at, depth, machine.questions);
      if (!sample) continue;
      samples.push(closely ? { ...sample, guestMemory: this.#guests.memory(machine.id) } : sample);
    }
    return samples;
  }

  #meterOf(machine: MeasuredMachine): MachineMeter {
    const known = this.#machines.get(machine.id);
    // A new run of the machine is another process.
    if (known && known.machine.pid === machine.pid) return known;
    const made = new MachineMeter(machine, this.parts.host);
    this.#machines.set(machine.id, made);
    return made;
  }
}
