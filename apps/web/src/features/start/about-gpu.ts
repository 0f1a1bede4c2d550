import type { Problem } from '@baton/model/problem';

/** Whether this stands between a machine and the GPU alone: without the GPU the machine could start all the same. */
export function isAboutGpu({ code }: Problem): boolean {
  return code.startsWith('gpu.') || code.startsWith('iommu.') || code.startsWith('handover.');
}
