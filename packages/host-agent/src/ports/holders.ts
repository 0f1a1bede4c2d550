import type { GpuProcess } from '@baton/model/handover/gpu-state';
import type { PciAddress } from '@baton/model/pci/address';

/** Who has the GPU open. Looking at processes never touches the card. */
export interface Holders {
  /** Processes that have these functions' device nodes open, without those that hold their vfio group. */
  processes(functions: readonly PciAddress[]): Promise<readonly GpuProcess[]>;
  /** Who has the IOMMU group open; null = nobody. */
  groupOpen(group: number): Promise<{ readonly pid: number | null } | null>;
}
