import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { HostView } from '@baton/api/views';
import type { PciAddress } from '@baton/model/pci/address';
import { chooseDiscreteGpu } from '@baton/model/pci/choose';
import type { GpuAssignment } from '@baton/model/qemu/assignment';
import { linuxGpuSensors } from '../adapters/linux/gpu-sensors';
import { createLinuxHardware } from '../adapters/linux/hardware/host-hardware';
import { linuxKernelLines } from '../adapters/linux/kernel-lines';
import { linuxQemuLauncher } from '../adapters/linux/qemu-launcher';
import { linuxUsbEvents } from '../adapters/linux/usb-events';
import { linuxUsbPlug } from '../adapters/linux/usb-plug';
import { simulatedGuestAgents } from '../adapters/simulated/guest-agents';
import { simulatedHostSensors } from '../adapters/simulated/host-sensors';
import { simulatedInventory } from '../adapters/simulated/inventory';
import { simulatedKernelLines } from '../adapters/simulated/kernel-lines';
import { createSimulatedLaptop } from '../adapters/simulated/laptop/laptop';
import { isScenario, SCENARIOS } from '../adapters/simulated/laptop/scenarios';
import { simulatedQemuLauncher } from '../adapters/simulated/qemu-launcher';
import { simulatedGpuSensors } from '../adapters/simulated/sensors';
import { SimulatedUsb, simulatedUsbPlug } from '../adapters/simulated/usb';
import type { AgentConfig } from '../config';
import type { Clock } from '../ports/clock';
import type { GuestAgents } from '../ports/guest-agents';
import type { HardwareEvents } from '../ports/hardware-events';
import type { HostHardware } from '../ports/host-hardware';
import type { HostInventory } from '../ports/host-inventory';
import type { KernelLines } from '../ports/kernel-lines';
import type { QemuLauncher } from '../ports/qemu-launcher';
import type { GpuSensors, HostSensors } from '../ports/sensors';
import type { UsbPlug } from '../ports/usb-plug';
import { EXIT, StartupFailure } from '../startup-failure';

/** The laptop that the agent works on: a real one, or the simulated one. */
export interface ChosenHost {
  readonly hardware: HostHardware;
  readonly launcher: QemuLauncher;
  readonly kernelLines: KernelLines;
  readonly gpuSensors: GpuSensors | null;
  /** Changes what the host's own sensors say, where the laptop is not this host. */
  readonly hostSensors: (real: HostSensors) => HostSensors;
  /** The guests' agents, where the laptop answers for a guest. @param holder the machine that has the GPU */
  readonly guestAgents: (real: GuestAgents, holder: () => string | null) => GuestAgents;
  readonly assignment: GpuAssignment['kind'];
  /** What a profile may name, where the laptop is not this host. @param real what this host has */
  readonly inventory: (real: HostInventory) => HostInventory;
  /** A USB device comes, goes, or is mounted. */
  readonly usbEvents: HardwareEvents;
  readonly usbPlug: UsbPlug;
  /** The GPU's function 0; null = there is none now. */
  readonly gpuAddress: PciAddress | null;
  readonly simulated: HostView['simulated'];
}

/**
 * The only place that picks adapters for the hardware. `auto` takes the real host when it can be changed (root) and has a card to lend.
 * @throws StartupFailure (78)
 */
export async function chooseHost(config: AgentConfig, clock: Clock): Promise<ChosenHost> {
  if (config.host === 'simulated') return simulatedHost(config, clock);
  if (!config.root) {
    if (config.host === 'auto') return simulatedHost(config, clock);
    throw new StartupFailure(
      EXIT.config,
      'BATON_HOST is "linux", which needs root: start it as root, or leave BATON_HOST out.',
    );
  }
  const hardware = createLinuxHardware({ clock });
  const card = chooseDiscreteGpu(await hardware.bus.functions({ withoutLocks: true }));
  // A card that was lent before may be off the bus for now: it is still this host's.
  const known = card !== null || existsSync(join(handoverFolder(config, false), 'gpu-home.json'));
  if (config.host === 'auto' && !known) return simulatedHost(config, clock);
  return {
    hardware,
    launcher: linuxQemuLauncher(),
    kernelLines: linuxKernelLines({ clock }),
    gpuSensors: card && linuxGpuSensors({ address: card.address, clock }),
    hostSensors: (real) => real,
    guestAgents: (real) => real,
    assignment: 'vfio-pci',
    inventory: (real) => real,
    usbEvents: linuxUsbEvents({ clock }),
    usbPlug: linuxUsbPlug(),
    gpuAddress: card?.address ?? null,
    simulated: null,
  };
}

/** The journal of a simulated hand-over must never be played on a real host. */
export function handoverFolder({ stateDir }: AgentConfig, simulated: boolean): string {
  return join(stateDir, 'handover', simulated ? 'simulated' : 'host');
}

async function simulatedHost({ scenario, stateDir }: AgentConfig, clock: Clock): Promise<ChosenHost> {
  if (!isScenario(scenario)) {
    const known = SCENARIOS.join(', ');
    throw new StartupFailure(EXIT.config, `BATON_SCENARIO is "${scenario}"; it must be one of ${known}.`);
  }
  const laptop = createSimulatedLaptop({ file: join(stateDir, 'simulated-laptop.json'), scenario, clock });
  const usb = new SimulatedUsb();
  const gpu = chooseDiscreteGpu(await laptop.bus.functions({ withoutLocks: true }))?.address ?? null;
  return {
    hardware: laptop,
    launcher: simulatedQemuLauncher(linuxQemuLauncher(), laptop),
    kernelLines: simulatedKernelLines(laptop, clock),
    gpuSensors: simulatedGpuSensors(laptop, clock),
    hostSensors: (real) => simulatedHostSensors(real, laptop.supply),
    guestAgents: (real, holder) => simulatedGuestAgents(real, { holder, readings: () => laptop.cardReadings() }),
    assignment: 'stand-in',
    inventory: (real) => (gpu ? simulatedInventory(real, { bus: laptop.bus, gpu, usb }) : real),
    usbEvents: usb,
    usbPlug: simulatedUsbPlug,
    gpuAddress: gpu,
    simulated: { laptop: laptop.name, scenario },
  };
}
