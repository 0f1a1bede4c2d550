import type { GpuService } from '@baton/api/services';
import { pciAddress, slotOf } from '@baton/model/pci/address';
import { isBridge } from '@baton/model/pci/function';
import type { GpuAssignment } from '@baton/model/qemu/assignment';

/** How the GPU would enter a command line if it were lent now; null = there is none. Nothing is moved. */
export async function previewAssignment(
  gpu: Pick<GpuService, 'view'>,
  kind: GpuAssignment['kind'],
): Promise<GpuAssignment | null> {
  const view = await gpu.view();
  if (!view) return null;
  const address = pciAddress(view.address);
  if (kind === 'stand-in') return { kind, address };
  const own = view.functions.filter((fn) => slotOf(fn.address) === slotOf(address) && !isBridge(fn));
  return {
    kind,
    functions: own.map((fn) => ({
      address: fn.address,
      subsystemVendorId: fn.subsystemVendorId,
      subsystemDeviceId: fn.subsystemDeviceId,
    })),
  };
}
