/** systemd units that hold the GPU or its driver while they run; stopped around a hand-over, and started again. */
export const GPU_SERVICES = ['nvidia-persistenced', 'nvidia-powerd', 'bumblebeed'] as const;
export type GpuServiceName = (typeof GPU_SERVICES)[number];

export interface ServiceState {
  readonly name: GpuServiceName;
  readonly active: boolean;
}

export function isActive(services: readonly ServiceState[], name: GpuServiceName): boolean {
  return services.some((service) => service.name === name && service.active);
}
