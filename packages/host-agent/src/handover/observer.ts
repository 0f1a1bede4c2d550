import { type GpuFacts, VFIO } from '@baton/model/handover/facts';
import type { PciAddress } from '@baton/model/pci/address';
import { slotOf } from '@baton/model/pci/address';
import { isBridge, isDisplay, type PciFunction } from '@baton/model/pci/function';
import { goingAlong } from '@baton/model/pci/group';
import {
  canSwitch,
  keepsDriver,
  type PowerMeans,
  type PowerSetting,
  type PowerState,
} from '@baton/model/power/backend';
import { choosePower, type PowerChoice } from '@baton/model/power/choose';
import { findDiscreteGpu } from '../inventory/discrete-gpu';
import type { Clock } from '../ports/clock';
import type { HostHardware } from '../ports/host-hardware';
import { StuckError } from '../ports/kernel-errors';
import type { HomeFile } from './home-file';
import type { RepairNote } from './repair-note';
import type { WedgedMarker } from './wedged-marker';

/** One look at the host. */
export interface Sight {
  readonly facts: GpuFacts;
  /** Every function on the bus. */
  readonly functions: readonly PciFunction[];
}

export interface ObserverParts {
  readonly hardware: HostHardware;
  readonly home: HomeFile;
  readonly wedged: WedgedMarker;
  readonly repair: RepairNote;
  readonly clock: Clock;
  /** The power switch that a person chose. */
  readonly powerSetting: () => PowerSetting;
  /** The user that runs QEMU, when it is not the agent's own. */
  readonly vmUid: number | null;
}

const NO_POWER: PowerChoice = { backend: 'none', because: 'nothing-found', warning: null, available: ['none'] };

/** A view asks several times in one breath: one look serves them all. */
const FRESH_MS = 400;

/** Looks at the GPU on demand, never on a timer, and never in a way that wakes it. */
export class GpuObserver {
  #gpu: PciAddress | null = null;
  #bootId = '';
  #choice: PowerChoice = NO_POWER;
  #last: { readonly at: number; readonly sight: Sight } | null = null;
  #looking: Promise<Sight> | null = null;
  #moving: string | null = null;
  /** The bridge above the card when it was seen last: where to look for one that has left the bus. */
  #port: PciAddress | null = null;

  constructor(private readonly parts: ObserverParts) {}

  /** Finds the card. One that was lent before is looked for even when it is not on the bus now. */
  async start(): Promise<void> {
    const { hardware, home, wedged, repair } = this.parts;
    this.#bootId = await hardware.bootId();
    await wedged.load(this.#bootId);
    await repair.load(this.#bootId);
    await home.load(this.#bootId);
    const found = await findDiscreteGpu(hardware.bus, home.gpu ?? undefined);
    this.#gpu = found?.address ?? home.gpu;
    await this.choosePower();
  }

  /** Function 0 of the discrete GPU; null = this host has none. */
  get gpu(): PciAddress | null {
    return this.#gpu;
  }

  get bootId(): string {
    return this.#bootId;
  }

  /** How its power is switched, and why. */
  get power(): PowerChoice {
    return this.#choice;
  }

  /** Looks at what the host offers, and at what a person chose. A card in D3cold teaches that it can sleep by itself. */
  async choosePower(): Promise<void> {
    const { hardware, powerSetting } = this.parts;
    if (this.#gpu === null) return;
    const lent = (await hardware.bus.functionAt(this.#gpu).catch(() => null))?.driver === VFIO;
    // An open driver takes its switch along: what was found while the host had the card stays true.
    if (lent && this.#choice !== NO_POWER) return;
    const evidence = await hardware.power.evidence(this.#gpu);
    this.#choice = choosePower(evidence, powerSetting());
    this.#last = null;
  }

  /** While a hand-over writes, nobody else reads: the kernel holds the device's lock. */
  set moving(operationId: string | null) {
    this.#moving = operationId;
    if (operationId === null) this.#last = null;
  }

  get moving(): string | null {
    return this.#moving;
  }

  /** For people: cheap, at most a breath old; during a hand-over as it was at the last step. */
  async current(): Promise<Sight | null> {
    const { clock } = this.parts;
    if (this.#gpu === null) return null;
    if (this.#last && (this.#moving || clock.now() - this.#last.at < FRESH_MS)) return this.#seen(this.#last.sight);
    return this.#seen(await this.look());
  }

  /** Something changed that no hand-over did, such as a machine that opened the group: the next view looks again. */
  stale(): void {
    // During a hand-over nobody looks but the hand-over, and its end makes everything stale.
    if (this.#moving === null) this.#last = null;
  }

  /** A fresh look, shared with everybody who asks meanwhile. */
  look(): Promise<Sight> {
    this.#looking ??= this.#read(false).finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  /** The look before a hand-over: it will wake the card anyway, so bbswitch is asked even behind a sleeping port. */
  lookAwake(): Promise<Sight> {
    return this.#read(true);
  }

  /** All functions, on a host without a GPU too. */
  functions(): Promise<readonly PciFunction[]> {
    return this.parts.hardware.bus.functions({ withoutLocks: true });
  }

  #seen(sight: Sight): Sight {
    return { ...sight, facts: { ...sight.facts, wedged: this.parts.wedged.problem, moving: this.#moving } };
  }

  async #read(mayWake: boolean): Promise<Sight> {
    const gpu = this.#gpu;
    if (gpu === null) throw new Error('there is no GPU to look at');
    const { wedged, clock } = this.parts;
    const functions = await this.#functions(gpu);
    const facts = await this.#facts(gpu, functions, mayWake);
    const sight = { functions, facts: { ...facts, wedged: wedged.problem } };
    this.#last = { at: clock.now(), sight };
    return sight;
  }

  /** A look that hangs behind a stuck write is how an agent that was restarted learns of it. */
  async #functions(gpu: PciAddress): Promise<readonly PciFunction[]> {
    const { hardware, wedged, clock } = this.parts;
    const all = await hardware.bus.functions({ withoutLocks: true });
    if (wedged.problem) return all;
    try {
      return await this.#withReservations(gpu, all);
    } catch (error) {
      if (!(error instanceof StuckError)) throw error;
      await wedged.set(error, { address: gpu, bootId: this.#bootId, now: clock.now() });
      return all;
    }
  }

  /** `driver_override` is read under the device's lock, so it is asked of what may change hands alone. */
  async #withReservations(gpu: PciAddress, all: readonly PciFunction[]): Promise<readonly PciFunction[]> {
    const group = all.find((fn) => fn.address === gpu)?.iommuGroup ?? null;
    const concerned = (fn: PciFunction) =>
      slotOf(fn.address) === slotOf(gpu) || (group !== null && fn.iommuGroup === group && !isBridge(fn));
    return Promise.all(
      all.map(async (fn) => (concerned(fn) ? ((await this.parts.hardware.bus.functionAt(fn.address)) ?? fn) : fn)),
    );
  }

  async #facts(gpu: PciAddress, all: readonly PciFunction[], mayWake: boolean): Promise<GpuFacts> {
    const { hardware, home, repair } = this.parts;
    const slot = all.filter((fn) => slotOf(fn.address) === slotOf(gpu));
    const main = slot.find((fn) => fn.address === gpu);
    this.#port = (main ?? slot[0])?.parent ?? this.#port ?? home.home?.port ?? null;
    const port = all.find((fn) => fn.address === this.#port) ?? null;
    const group = main?.iommuGroup ?? null;
    const members = group === null ? [] : all.filter((fn) => fn.iommuGroup === group);
    const takenAlong = (address: PciAddress) => home.away && address in (home.home?.drivers ?? {});
    const functions = [...slot, ...goingAlong(members, gpu, takenAlong)];
    const onHost = functions.some((fn) => fn.driver !== null && fn.driver !== VFIO);
    const onVfio = functions.some((fn) => fn.driver === VFIO);
    const [modules, services, processes, groupOpen, connectors, console, power] = await Promise.all([
      hardware.modules.loaded(),
      hardware.services.states(),
      onHost ? hardware.holders.processes(functions.map((fn) => fn.address)) : [],
      onVfio && group !== null ? hardware.holders.groupOpen(group) : null,
      onHost ? hardware.displays.connectors(gpu) : [],
      onHost ? hardware.displays.console(gpu) : null,
      this.#power(main, mayWake ? null : port),
    ]);
    return {
      address: gpu,
      functions,
      port,
      group: members,
      otherDisplays: all.filter((fn) => isDisplay(fn) && slotOf(fn.address) !== slotOf(gpu)),
      connectors,
      console,
      processes,
      groupOpen,
      modules,
      services,
      vmUid: this.parts.vmUid,
      power: { ...this.means, state: power, warning: this.#choice.warning },
      home: home.home,
      away: home.away,
      repairDue: repair.due,
      wedged: null,
      moving: null,
    };
  }

  /** The switch with what it has to be told. */
  get means(): PowerMeans {
    const setting = this.parts.powerSetting();
    const calls = setting.backend === 'acpi-call' ? setting.calls : null;
    return { backend: this.#choice.backend, calls };
  }

  /** bbswitch wakes a sleeping port when it is asked, and a driver proves that the card is on (docs/kernel-notes.md). */
  async #power(main: PciFunction | undefined, port: PciFunction | null): Promise<PowerState> {
    const { backend } = this.#choice;
    if (!canSwitch(backend)) return 'unknown';
    if (!main || this.parts.wedged.problem) return main ? 'unknown' : 'on';
    // An open driver's switch is asked in memory; the others' answers touch the card.
    if (!keepsDriver(backend)) {
      if (main.driver !== null) return 'on';
      if (port?.runtimeStatus === 'suspended') return 'unknown';
    }
    return this.parts.hardware.power.state(main.address, this.means);
  }
}
