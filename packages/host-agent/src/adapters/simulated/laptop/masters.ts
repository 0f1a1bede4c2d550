import { type Finding, finding } from '@baton/model/host/finding';
import type { OtherMasters } from '../../../ports/masters';
import type { SimulatedLaptop } from './laptop';

/** Who else takes part in what becomes of the simulated GPU. */
export function simulatedMasters(laptop: SimulatedLaptop): OtherMasters {
  return {
    find: async () => {
      const { programs, udevRule, staticVfio } = laptop.state.others;
      return [
        ...programs.map((program): Finding => finding('gpu.other-master', 'warning', { program })),
        ...(udevRule ? [finding('gpu.udev-removes', 'warning', { file: udevRule })] : []),
        ...(staticVfio
          ? [finding('gpu.static-vfio', 'warning', { where: staticVfio.where, ids: staticVfio.ids.join(',') })]
          : []),
      ];
    },
  };
}
