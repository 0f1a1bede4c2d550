import type { GpuProcess } from '@baton/model/handover/gpu-state';
import type { PciAddress } from '@baton/model/pci/address';

/** Who has the GPU open. Looking at processes never touches the card. */
export interface Holders {
  /** Processes that have these functions' device nodes open, without those that hold their vfio group. */
  processes(functions: readonly PciAddress[]): Promise<readonly GpuProcess[]>;
  /** Who has the IOMMU group open; null = nobody. */
  groupOpen(group: number): Promise<{ readonly pid: number | null } | null>;
  /** Asks that very process to end (SIGTERM). @throws WriteError when it may not be asked; resolves when it is gone already */
  ask(process: { readonly pid: number; readonly startTicks: number }): Promise<void>;
  /** The owner of the group's file; null = there is no such file. */
  nodeOwner(group: number): Promise<number | null>;
  /** @throws WriteError */
  giveNode(group: number, uid: number): Promise<void>;
}
