import { describeLine, holderWords } from '@baton/model/describe';
import type { Agent } from '../agent';
import { memory, type Output, show } from '../output';

/** `baton status`: the host, who holds the GPU, and how many machines are up. */
export async function status({ api }: Agent, output: Output): Promise<void> {
  const [host, gpu, machines] = await Promise.all([
    api.host.view.query(),
    api.gpu.view.query(),
    api.machine.list.query(),
  ]);
  show(output, { host, gpu, machines }, () => [
    `${host.hostname}, ${host.os}${host.simulated ? ` (simulated laptop: ${host.simulated.scenario})` : ''}`,
    `CPU       ${host.cpuModel}, ${host.cpuCount} CPUs, ${memory(host.memoryTotalMiB)}`,
    `QEMU      ${host.qemu ? `${host.qemu.version}, ${host.accelerator.kind}` : 'not installed'}`,
    `GPU       ${gpu ? `${gpu.name} ${gpu.address}: ${holderWords(gpu.holder)}` : 'none'}`,
    `Machines  ${machines.filter((machine) => machine.state.kind !== 'stopped').length} of ${machines.length} up`,
    ...host.problems.map((problem) => `Note      ${describeLine(problem)}`),
  ]);
}
