import { type PciAddress, pciAddress } from '@baton/model/pci/address';
import type { GpuBlindReason, GpuReadings } from '@baton/model/telemetry/sample';
import type { Clock } from '../../../ports/clock';
import type { HostHardware } from '../../../ports/host-hardware';
import { StuckError, WriteError } from '../../../ports/kernel-errors';
import { isAlive } from '../../linux/process-stat';
import { simulatedBus } from './bus';
import { Faults, type LaptopOperation } from './faults';
import { find } from './kernel';
import { simulatedModules } from './modules';
import { simulatedPower } from './power';
import type { Scenario } from './scenarios';
import { Sensors } from './sensors';
import type { LaptopState, SimulatedProcess } from './state';
import { StateFile } from './state-file';

/** How long each write takes, milliseconds: about a second and a half for a whole hand-over, so that people can watch. */
const PACE_MS = {
  override: 15,
  unbind: 120,
  probe: 220,
  'power-control': 20,
  d3cold: 10,
  remove: 60,
  rescan: 220,
  'module-load': 200,
  'module-unload': 240,
  'switch-power': 350,
} satisfies Record<LaptopOperation, number>;

/** A hanging write is given up after this long; on a real host after 10 to 20 s. */
const DEADLINE_MS = 3_000;

export interface SimulatedLaptopOptions {
  /** Plays sysfs: survives the agent. Another scenario than the one kept there boots the laptop anew. */
  readonly file: string;
  readonly scenario: Scenario;
  readonly clock: Clock;
  /** `none`: no delays, for tests. Default `people`. */
  readonly pace?: 'people' | 'none';
  /** Whether that process still lives; by /proc unless told. */
  readonly isAlive?: (pid: number, startTicks: number) => boolean;
}

/** What a write needs: its name, its device and the deed. */
export interface LaptopWrite {
  readonly operation: LaptopOperation;
  readonly address: string;
  /** Says why the writer would block for ever, or undefined. */
  readonly blocks?: (state: LaptopState) => string | undefined;
  /** The deed; returns the kernel's refusal, or undefined. */
  readonly deed: (state: LaptopState) => string | undefined;
}

export type SimulatedGpuReading =
  | { readonly source: 'host'; readonly readings: GpuReadings }
  | { readonly source: 'none'; readonly reason: GpuBlindReason };

/** The simulated laptop: one kernel state in a file, behaving as docs/kernel-notes.md says, and able to fail on demand. */
export class SimulatedLaptop implements HostHardware {
  readonly name = 'Dell Precision 7720';
  readonly faults = new Faults();
  readonly bus = simulatedBus(this);
  readonly power = simulatedPower(this);
  readonly modules = simulatedModules(this);
  readonly #file: StateFile;
  readonly #sensors: Sensors;

  constructor(private readonly options: SimulatedLaptopOptions) {
    this.#file = new StateFile(options.file, options.scenario);
    this.#sensors = new Sensors(this.#isLoaded(), options.clock.now());
  }

  get scenario(): Scenario {
    return this.options.scenario;
  }

  /** The GPU's function 0. */
  get gpu(): PciAddress {
    return pciAddress(this.state.gpu);
  }

  get state(): LaptopState {
    return this.#file.state;
  }

  readonly holders = {
    processes: async () => this.state.processes,
    groupOpen: async (group: number) => {
      const open = this.isGroupOpen() && find(this.state, this.state.gpu)?.iommuGroup === group;
      return open ? { pid: this.state.groupOpen?.pid ?? null } : null;
    },
  };

  readonly displays = {
    connectors: async () => (find(this.state, this.state.gpu)?.driver === 'nvidia' ? this.state.connectors : []),
  };

  async bootId(): Promise<string> {
    return this.state.bootId;
  }

  /** A machine opened the GPU's group: told by whoever launches QEMU with the stand-in. */
  vfioGroupOpened(pid: number, startTicks: number): void {
    this.#change((state) => {
      state.groupOpen = { pid, startTicks };
    });
  }

  /** True while the process that opened the group lives. */
  isGroupOpen(): boolean {
    const open = this.state.groupOpen;
    return open !== null && (this.options.isAlive?.(open.pid, open.startTicks) ?? isAlive(open));
  }

  /** A process of the host opens the GPU. */
  openGpu(process: SimulatedProcess): void {
    this.#change((state) => {
      state.processes = [...state.processes.filter((each) => each.pid !== process.pid), process];
    });
  }

  closeGpu(pid: number): void {
    this.#change((state) => {
      state.processes = state.processes.filter((each) => each.pid !== pid);
    });
  }

  /** Restarts the laptop: everything as the scenario boots. */
  reboot(): void {
    this.#file.reboot(this.options.scenario);
    this.#sensors.follow(this.#isLoaded(), this.options.clock.now());
  }

  /** What the host's tools could measure now. Never wakes the card. */
  gpuReadings(): SimulatedGpuReading {
    const now = this.options.clock.now();
    this.#sensors.follow(this.#isLoaded(), now);
    const reason = this.#blindReason();
    return reason ? { source: 'none', reason } : { source: 'host', readings: this.#sensors.read(now) };
  }

  /** Does one write as a child process would: it takes its time, may be refused, and may never return. */
  async write({ operation, address, blocks, deed }: LaptopWrite): Promise<void> {
    const fault = this.faults.next(operation);
    if (this.options.pace !== 'none') await this.options.clock.sleep(PACE_MS[operation]);
    if (fault === 'fail') throw new WriteError(operation, 'Input/output error');

    const wait = fault === 'hang' ? 'msleep' : this.#waitsFor(address, blocks);
    if (wait) return this.#hang(operation, address, wait);
    const refusal = this.#change(deed);
    if (refusal) throw new WriteError(operation, refusal);
  }

  /** A device whose writer is stuck is locked: everything that wants the lock waits too. */
  #waitsFor(address: string, blocks: LaptopWrite['blocks']): string | undefined {
    if (this.state.stuck?.address === address) return '__mutex_lock';
    return blocks ? this.#change(blocks) : undefined;
  }

  async #hang(operation: LaptopOperation, address: string, wait: string): Promise<never> {
    const pid = 30_000 + this.faults.writes;
    this.#change((state) => {
      state.stuck ??= { address, doing: operation, pid, since: this.options.clock.now() };
    });
    if (this.options.pace !== 'none') await this.options.clock.sleep(DEADLINE_MS);
    throw new StuckError(`${operation} ${address}`, {
      pid,
      waitedMs: DEADLINE_MS,
      kernel: `state D, waits in ${wait}`,
    });
  }

  #change<T>(work: (state: LaptopState) => T): T {
    const result = this.#file.change(work);
    this.#sensors.follow(this.#isLoaded(), this.options.clock.now());
    return result;
  }

  /** A process computes, or a guest does where the host cannot see it. */
  #isLoaded(): boolean {
    return this.state.processes.length > 0 || this.isGroupOpen();
  }

  #blindReason(): GpuBlindReason | undefined {
    if (this.isGroupOpen()) return 'in-guest';
    if (this.state.bbswitch.power === 'off') return 'off';
    return find(this.state, this.state.gpu)?.driver === 'nvidia' ? undefined : 'no-driver';
  }
}

/** Makes the laptop; nothing happens on the host but one file. */
export function createSimulatedLaptop(options: SimulatedLaptopOptions): SimulatedLaptop {
  return new SimulatedLaptop(options);
}
