import type { Problem } from '@baton/model/problem';

/** Whether this stands between a machine and the GPU alone: without the GPU the machine could start all the same. */
export function isAboutGpu({ code }: Problem): boolean {
  return /^(gpu|iommu|handover|battery)\./.test(code);
}

/** Whether a person can do more about it than to read it: the sheet of a refused start has choices of its own for these. */
export function hasChoices({ code }: Problem): boolean {
  return code === 'gpu.busy' || code === 'gpu.held' || code === 'battery.refused';
}
