import type { GpuServiceName } from '../host/service';
import type { PciAddress } from '../pci/address';
import type { Problem } from '../problem';

/**
 * The states of the GPU's slot, over all its functions and its IOMMU group's endpoints.
 * See docs/kernel-notes.md, The states of the slot. Every observation ends in exactly one of them.
 */
export type GpuState =
  /** Function 0 is not on the bus. */
  | { readonly kind: 'missing' }
  /** No driver, and bbswitch says OFF. */
  | { readonly kind: 'powered-off' }
  /** No driver, awake. */
  | { readonly kind: 'driverless' }
  /** No driver, runtime-suspended (D3hot or D3cold). */
  | { readonly kind: 'driverless-suspended' }
  /** A host driver has it and something uses it. */
  | { readonly kind: 'host-in-use'; readonly driver: string }
  | { readonly kind: 'host-idle'; readonly driver: string }
  | { readonly kind: 'host-suspended'; readonly driver: string }
  /** On vfio-pci, no machine has its group open. */
  | { readonly kind: 'vfio-idle' }
  /** On vfio-pci and a process has the group open. */
  | { readonly kind: 'in-guest'; readonly pid: number | null }
  /** Functions disagree: some on a host driver, some on vfio-pci or none. */
  | { readonly kind: 'partial'; readonly drivers: Readonly<Record<PciAddress, string | null>> }
  /** A journaled hand-over is under way. */
  | { readonly kind: 'transition'; readonly operationId: string }
  /** A kernel write never returned, or the kernel gave up on the device. Sticky until reboot. */
  | { readonly kind: 'wedged'; readonly problem: Problem };

export type GpuStateKind = GpuState['kind'];

/** A process that has the GPU open. */
export interface GpuProcess {
  readonly pid: number;
  readonly user: string;
  readonly command: string;
  /** What it has open or mapped, such as `/dev/nvidia0`. */
  readonly opens: readonly string[];
  /** When it began, milliseconds since the epoch; null = unknown. */
  readonly since: number | null;
  /** Field 22 of /proc/PID/stat: with the pid it names this very process. */
  readonly startTicks: number;
  /** The unit that it belongs to, when that is one that a hand-over stops: then it is not in the way. By its cgroup. */
  readonly service: GpuServiceName | null;
}

/** Where a hand-over goes. */
export type HandoverTarget =
  | { readonly kind: 'host' }
  | { readonly kind: 'vfio'; readonly machineId: string; readonly machineName: string }
  | { readonly kind: 'off' };
