import type { GpuServiceName } from '@baton/model/host/service';
import { gpuDriver } from './drivers';
import type { LaptopState, SimulatedProcess } from './state';

/** Who uses the card and its driver on the simulated host. */

type Daemon = Pick<SimulatedProcess, 'pid' | 'user' | 'command' | 'opens' | 'startTicks'>;

/** A process that has the card open, and the unit that it belongs to. */
export interface CardUser extends SimulatedProcess {
  readonly service: GpuServiceName | null;
}

/** What a running service has open. Bumblebee's opens nothing until it is asked. */
const DAEMONS: Readonly<Partial<Record<GpuServiceName, Daemon>>> = {
  'nvidia-persistenced': {
    pid: 871,
    user: 'nvpd',
    command: '/usr/bin/nvidia-persistenced --user nvpd',
    opens: ['/dev/nvidia0', '/dev/nvidiactl'],
    startTicks: 1_204,
  },
  'nvidia-powerd': {
    pid: 873,
    user: 'root',
    command: '/usr/bin/nvidia-powerd',
    opens: ['/dev/nvidiactl'],
    startTicks: 1_207,
  },
};

const MODULE_NODES: Readonly<Record<string, RegExp>> = {
  nvidia: /^\/dev\/nvidia(ctl|[0-9]+)$/,
  nvidia_uvm: /^\/dev\/nvidia-uvm/,
  nvidia_modeset: /^\/dev\/nvidia-modeset$/,
  nvidia_drm: /^\/dev\/dri\//,
  nouveau: /^\/dev\/dri\//,
};

/** Everybody who has the card open: people's processes, and services that run. */
export function usersOfCard(state: LaptopState): readonly CardUser[] {
  const services = state.services.flatMap(({ name, active }) => {
    const daemon = DAEMONS[name];
    return active && daemon ? [{ ...daemon, since: null, ignoresTerm: false, service: name }] : [];
  });
  return [...state.processes.map((process) => ({ ...process, service: null })), ...services];
}

export function isOpen(state: LaptopState, node: string): boolean {
  return usersOfCard(state).some((process) => process.opens.includes(node));
}

/** References to a module: other modules, open device nodes, and a text console on its framebuffer. */
export function useCount(state: LaptopState, name: string): number {
  const module = state.modules[name];
  if (!module) return 0;
  const nodes = MODULE_NODES[name];
  const openers = nodes && usersOfCard(state).some((process) => process.opens.some((path) => nodes.test(path)));
  const console = name === 'nouveau' && gpuDriver(state) === 'nouveau' && state.console?.bound === true;
  return usersOf(state, name).length + module.otherUsers + (openers ? 1 : 0) + (console ? 1 : 0);
}

/** The loaded modules that need it. */
export function usersOf(state: LaptopState, name: string): string[] {
  return Object.entries(state.modules).flatMap(([user, each]) =>
    each.loaded && each.needs.includes(name) ? [user] : [],
  );
}
