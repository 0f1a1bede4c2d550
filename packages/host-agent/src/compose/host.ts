import { join } from 'node:path';
import type { HostView } from '@baton/api/views';
import type { GpuAssignment } from '@baton/model/qemu/assignment';
import { linuxQemuLauncher } from '../adapters/linux/qemu-launcher';
import { createSimulatedLaptop } from '../adapters/simulated/laptop/laptop';
import { isScenario, SCENARIOS } from '../adapters/simulated/laptop/scenarios';
import { simulatedQemuLauncher } from '../adapters/simulated/qemu-launcher';
import { simulatedGpuSensors } from '../adapters/simulated/sensors';
import type { AgentConfig } from '../config';
import type { Clock } from '../ports/clock';
import type { HostHardware } from '../ports/host-hardware';
import type { QemuLauncher } from '../ports/qemu-launcher';
import type { GpuSensors } from '../ports/sensors';
import { EXIT, StartupFailure } from '../startup-failure';

/** The laptop that the agent works on: a real one, or the simulated one. */
export interface ChosenHost {
  readonly hardware: HostHardware;
  readonly launcher: QemuLauncher;
  readonly gpuSensors: GpuSensors | null;
  readonly assignment: GpuAssignment['kind'];
  readonly simulated: HostView['simulated'];
}

/** The only place that picks adapters for the hardware. @throws StartupFailure (78) */
export async function chooseHost(config: AgentConfig, clock: Clock): Promise<ChosenHost> {
  if (config.host === 'linux') {
    throw new StartupFailure(
      EXIT.config,
      'BATON_HOST is "linux"; this version of Baton has the simulated laptop only.',
    );
  }
  return simulatedHost(config, clock);
}

function simulatedHost({ scenario, stateDir }: AgentConfig, clock: Clock): ChosenHost {
  if (!isScenario(scenario)) {
    const known = SCENARIOS.join(', ');
    throw new StartupFailure(EXIT.config, `BATON_SCENARIO is "${scenario}"; it must be one of ${known}.`);
  }
  const laptop = createSimulatedLaptop({ file: join(stateDir, 'simulated-laptop.json'), scenario, clock });
  return {
    hardware: laptop,
    launcher: simulatedQemuLauncher(linuxQemuLauncher(), laptop),
    gpuSensors: simulatedGpuSensors(laptop, clock),
    assignment: 'stand-in',
    simulated: { laptop: laptop.name, scenario },
  };
}
