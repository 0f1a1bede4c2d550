import type { GpuService } from '@baton/api/services';
import type { ExportHost } from '../machines/exports';
import type { PciBus } from '../ports/pci-bus';

/** What an exported script has to know of this host: its devices, and how the GPU's power is switched. */
export async function exportHost(gpu: Pick<GpuService, 'view'>, bus: PciBus): Promise<ExportHost> {
  const [view, functions] = await Promise.all([gpu.view(), bus.functions({ withoutLocks: true })]);
  const { backend, setting } = view?.power ?? { backend: 'none', setting: null };
  const calls = setting?.backend === 'acpi-call' ? setting.calls : null;
  return { functions, power: { backend, calls } };
}
