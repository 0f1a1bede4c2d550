import type { GpuProcess } from '@baton/model/handover/gpu-state';
import type { GpuServiceName } from '@baton/model/host/service';

/** The service of the host that this process is: a hand-over stops it and starts it again, nobody has to ask it. */
export function serviceOf(
  { command }: Pick<GpuProcess, 'command'>,
  services: readonly GpuServiceName[],
): GpuServiceName | undefined {
  const [program = ''] = command.split(' ');
  return services.find((name) => program.slice(program.lastIndexOf('/') + 1) === name);
}
