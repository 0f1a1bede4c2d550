import { type PciAddress, pciAddress } from '@baton/model/pci/address';
import type { GpuReadings } from '@baton/model/telemetry/sample';
import type { Clock } from '../../../ports/clock';
import type { HostHardware } from '../../../ports/host-hardware';
import { isAlive } from '../../linux/process-stat';
import { blindReason, type SimulatedGpuReading } from './blind';
import { simulatedBus } from './bus';
import { simulatedDisplays } from './displays';
import type { Faults } from './faults';
import { simulatedHolders } from './holders';
import { hasVfioNode } from './kernel';
import { simulatedMasters } from './masters';
import { type GuestCrash, guestCrashed, type LostInSleep, lostInSleep } from './mishaps';
import { simulatedModules } from './modules';
import { optirun } from './optirun';
import { simulatedPower } from './power';
import { simulatedRom } from './rom';
import type { Scenario } from './scenarios';
import { Sensors } from './sensors';
import { simulatedServices } from './services';
import { SimulatedSleep } from './sleep';
import type { LaptopState, SimulatedProcess } from './state';
import { StateFile } from './state-file';
import { type LaptopWrite, Writer } from './writer';

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

/** A process that opens the GPU; it began now and ends when it is asked to, unless told. */
export type Opener = Pick<SimulatedProcess, 'pid' | 'user' | 'command' | 'opens'> & Partial<SimulatedProcess>;

/** The simulated laptop: one kernel state in a file, behaving as docs/kernel-notes.md says, and able to fail on demand. */
export class SimulatedLaptop implements HostHardware {
  readonly bus = simulatedBus(this);
  readonly power = simulatedPower(this);
  readonly modules = simulatedModules(this);
  readonly holders = simulatedHolders(this);
  readonly displays = simulatedDisplays(this);
  readonly services = simulatedServices(this);
  readonly masters = simulatedMasters(this);
  readonly rom = simulatedRom(this);
  readonly sleep: SimulatedSleep;
  readonly #file: StateFile;
  readonly #sensors: Sensors;
  readonly #writer: Writer;
  readonly #watchers = new Set<{ readonly changed: () => void }>();

  constructor(private readonly options: SimulatedLaptopOptions) {
    const { file, scenario, clock, pace = 'people' } = options;
    this.#file = new StateFile({ path: file, scenario, now: clock.now(), changed: () => this.#changed() });
    this.#sensors = new Sensors(this.#isLoaded(), clock.now());
    this.#writer = new Writer({ clock, pace, change: (work) => this.change(work) });
    this.sleep = new SimulatedSleep(clock);
  }

  readonly events = {
    watch: (changed: () => void) => {
      const watcher = { changed };
      this.#watchers.add(watcher);
      return () => void this.#watchers.delete(watcher);
    },
  };

  readonly supply = { battery: async () => this.state.supply };

  get name(): string {
    return this.state.name;
  }

  get scenario(): Scenario {
    return this.options.scenario;
  }

  get faults(): Faults {
    return this.#writer.faults;
  }

  /** The GPU's function 0. */
  get gpu(): PciAddress {
    return pciAddress(this.state.gpu);
  }

  get state(): LaptopState {
    return this.#file.state;
  }

  async bootId(): Promise<string> {
    return this.state.bootId;
  }

  optirun(): ReturnType<typeof optirun> {
    return optirun(this);
  }

  /** A machine opened the GPU's group: told by whoever launches QEMU with the stand-in. */
  vfioGroupOpened(pid: number, startTicks: number): void {
    this.change((state) => {
      state.groupOpen = { pid, startTicks };
    });
  }

  /** True while the process that opened the group lives. */
  isGroupOpen(): boolean {
    const open = this.state.groupOpen;
    return open !== null && (this.options.isAlive?.(open.pid, open.startTicks) ?? isAlive(open));
  }

  /** A process of the host opens the GPU. */
  openGpu(opener: Opener): void {
    const process = { since: this.options.clock.now(), startTicks: 90_000 + opener.pid, ignoresTerm: false, ...opener };
    this.change((state) => {
      state.processes = [...state.processes.filter((each) => each.pid !== process.pid), process];
    });
  }

  closeGpu(pid: number): void {
    this.change((state) => {
      state.processes = state.processes.filter((each) => each.pid !== pid);
    });
  }

  /** The charger is plugged in or pulled. */
  setSupply(supply: LaptopState['supply']): void {
    this.change((state) => {
      state.supply = supply;
    });
  }

  /** A guest ends badly and leaves the card so that no host driver can start it. */
  guestCrashed(crash: GuestCrash): void {
    this.change((state) => guestCrashed(state, crash));
  }

  /** The host goes to sleep: tells everybody, and waits a little for who holds a delay. @returns whether all let go in time */
  sleepNow(): Promise<boolean> {
    this.sleep.tell('going');
    return this.sleep.wait();
  }

  /** The host is back, and its GPU perhaps is not. */
  wakeUp({ loseGpu = false }: { readonly loseGpu?: LostInSleep } = {}): void {
    this.change((state) => lostInSleep(state, loseGpu));
    this.sleep.tell('woke');
  }

  /** Restarts the laptop: everything as the scenario boots. */
  reboot(): void {
    this.#file.reboot(this.options.scenario, this.options.clock.now());
  }

  /** What the host's tools could measure now. Never wakes the card. */
  /** What the card would tell a driver that has it, the host's or a guest's. */
  cardReadings(): GpuReadings {
    const now = this.options.clock.now();
    this.#sensors.follow(this.#isLoaded(), now);
    return this.#sensors.read(now);
  }

  gpuReadings(): SimulatedGpuReading {
    const now = this.options.clock.now();
    this.#sensors.follow(this.#isLoaded(), now);
    const reason = blindReason(this.state, this.isGroupOpen());
    return reason ? { source: 'none', reason } : { source: 'host', readings: this.#sensors.read(now) };
  }

  /** One write to the kernel, with its time and its faults. */
  write(write: LaptopWrite): Promise<void> {
    return this.#writer.write(write);
  }

  /** Something happens on the laptop that nobody could refuse. */
  change<T>(work: (state: LaptopState) => T): T {
    return this.#file.change((state) => {
      const result = work(state);
      // The group's file goes with the group, and comes back as root's.
      if (!hasVfioNode(state)) state.vfioNodeUid = 0;
      return result;
    });
  }

  /** Takes its time, where people watch. */
  pause(ms: number): Promise<void> {
    return this.#writer.pause(ms);
  }

  #changed(): void {
    this.#sensors.follow(this.#isLoaded(), this.options.clock.now());
    for (const { changed } of [...this.#watchers]) changed();
  }

  /** A process computes, or a guest does where the host cannot see it. */
  #isLoaded(): boolean {
    return this.state.processes.length > 0 || this.isGroupOpen();
  }
}

/** Makes the laptop; nothing happens on the host but one file. */
export function createSimulatedLaptop(options: SimulatedLaptopOptions): SimulatedLaptop {
  return new SimulatedLaptop(options);
}
