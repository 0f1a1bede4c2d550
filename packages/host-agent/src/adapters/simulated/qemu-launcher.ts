import type { QemuLauncher, RunningQemu } from '../../ports/qemu-launcher';

/** The simulated kernel's end of vfio: it wants to know who opened the group. */
export interface VfioGroupWatch {
  vfioGroupOpened(pid: number, startTicks: number): void;
}

/** Real QEMU processes on a simulated laptop: one with a stand-in for the GPU counts as having the vfio group open. */
export function simulatedQemuLauncher(real: QemuLauncher, laptop: VfioGroupWatch): QemuLauncher {
  const opened = (qemu: RunningQemu, withGpu: boolean): RunningQemu => {
    if (withGpu) laptop.vfioGroupOpened(qemu.identity.pid, qemu.identity.startTicks);
    return qemu;
  };
  return {
    launch: async (spec) => opened(await real.launch(spec), spec.gpu?.kind === 'stand-in'),
    adopt: async (survivor) => {
      const qemu = await real.adopt(survivor);
      return qemu && opened(qemu, survivor.gpu?.kind === 'stand-in');
    },
  };
}
