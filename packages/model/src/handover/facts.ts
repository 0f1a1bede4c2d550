import type { Connector } from '../host/connector';
import type { FramebufferConsole } from '../host/console';
import type { LoadedModule } from '../host/module';
import type { GpuServiceName, ServiceState } from '../host/service';
import { type PciAddress, slotOf } from '../pci/address';
import type { PciFunction } from '../pci/function';
import type { PowerMeans, PowerState } from '../power/backend';
import type { PowerWarning } from '../power/choose';
import type { Problem } from '../problem';
import type { GpuProcess } from './gpu-state';

/** How the GPU lives at home, noted while a host driver had it: what a return restores. */
export interface Home {
  readonly drivers: Readonly<Record<PciAddress, string | null>>;
  readonly powerControl: Readonly<Record<PciAddress, 'on' | 'auto'>>;
  readonly d3coldAllowed: Readonly<Record<PciAddress, boolean>>;
  /** The GPU driver's modules that were loaded, in loading order. */
  readonly modules: readonly string[];
  /** The GPU's services that ran. */
  readonly services: readonly GpuServiceName[];
  /** Bumblebee had it: at home it is off. */
  readonly off: boolean;
  /** The text console that was drawn on it. */
  readonly console: string | null;
  /** The bridge above: where to look for a card that has left the bus. */
  readonly port: PciAddress | null;
}

/** Everything the rules need to know about the GPU, gathered without waking it. */
export interface GpuFacts {
  /** Function 0, also when it is not on the bus now. */
  readonly address: PciAddress;
  /** Functions that change hands, by address: the slot's that are on the bus, and endpoints of the group that go along. */
  readonly functions: readonly PciFunction[];
  /** The bridge above. */
  readonly port: PciFunction | null;
  /** All members of function 0's IOMMU group; empty without an IOMMU. */
  readonly group: readonly PciFunction[];
  /** Display devices other than this GPU. */
  readonly otherDisplays: readonly PciFunction[];
  readonly connectors: readonly Connector[];
  /** The text console that sits on this GPU's framebuffer; null = none. */
  readonly console: FramebufferConsole | null;
  readonly processes: readonly GpuProcess[];
  /** The process that has the IOMMU group open; `pid` is null when it cannot be named. null = closed. */
  readonly groupOpen: { readonly pid: number | null } | null;
  readonly modules: readonly LoadedModule[];
  readonly services: readonly ServiceState[];
  /** The user that runs QEMU and needs the group's file; null = the agent's own. */
  readonly vmUid: number | null;
  readonly power: PowerMeans & { readonly state: PowerState; readonly warning: PowerWarning | null };
  readonly home: Home | null;
  /** It left home since this boot and has not come back as it was: a failure may have left the host half of it. */
  readonly away: boolean;
  /** The companions lost their registers when the power was switched (docs/kernel-notes.md, bbswitch). */
  readonly repairDue: boolean;
  /** A write of ours is stuck in the kernel since this boot. */
  readonly wedged: Problem | null;
  /** The operation of a hand-over under way. */
  readonly moving: string | null;
}

export const VFIO = 'vfio-pci';

/** Function 0 of the GPU, when it is on the bus. */
export function mainFunction(facts: GpuFacts): PciFunction | undefined {
  return facts.functions.find((fn) => fn.address === facts.address);
}

/** Processes that are in the way: those of a service leave when it is stopped. */
export function strangers(facts: Pick<GpuFacts, 'processes'>): readonly GpuProcess[] {
  return facts.processes.filter((process) => process.service === null);
}

/** The functions of the card itself. */
export function slotFunctions(facts: Pick<GpuFacts, 'functions' | 'address'>): readonly PciFunction[] {
  return facts.functions.filter((fn) => slotOf(fn.address) === slotOf(facts.address));
}

/** The other functions of the slot, highest first: the GPU goes last (docs/kernel-notes.md, Leaving the host). */
export function companions(facts: GpuFacts): readonly PciFunction[] {
  return slotFunctions(facts)
    .filter((fn) => fn.address !== facts.address)
    .sort((a, b) => b.address.localeCompare(a.address));
}
