import type { Holders } from '../../../ports/holders';
import { find } from './drivers';
import { hasVfioNode } from './kernel';
import type { SimulatedLaptop } from './laptop';
import type { LaptopState } from './state';
import { usersOfCard } from './users';

const NO_FILE = 'No such file or directory';

/** Who has the simulated GPU open. */
export function simulatedHolders(laptop: SimulatedLaptop): Holders {
  const isGroup = (group: number): boolean => find(laptop.state, laptop.state.gpu)?.iommuGroup === group;
  return {
    // All that is opened here are nodes of function 0.
    processes: async (functions) =>
      functions.includes(laptop.gpu) ? usersOfCard(laptop.state).map(({ ignoresTerm: _, ...process }) => process) : [],
    groupOpen: async (group) =>
      laptop.isGroupOpen() && isGroup(group) ? { pid: laptop.state.groupOpen?.pid ?? null } : null,
    ask: ({ pid, startTicks }) =>
      laptop.write({ operation: 'ask', address: String(pid), deed: (state) => void terminate(state, pid, startTicks) }),
    nodeOwner: async (group) => (isGroup(group) && hasVfioNode(laptop.state) ? laptop.state.vfioNodeUid : null),
    giveNode: (group, uid) =>
      laptop.write({
        operation: 'own-node',
        address: `/dev/vfio/${group}`,
        deed: (state) => {
          if (!isGroup(group) || !hasVfioNode(state)) return NO_FILE;
          state.vfioNodeUid = uid;
          return undefined;
        },
      }),
  };
}

/** SIGTERM. That pid may be another process by now: then nobody is asked. */
function terminate(state: LaptopState, pid: number, startTicks: number): void {
  const asked = usersOfCard(state).find((each) => each.pid === pid && each.startTicks === startTicks);
  if (!asked || asked.ignoresTerm) return;
  state.processes = state.processes.filter((each) => each.pid !== pid);
  // A unit whose only process has ended is stopped.
  for (const service of state.services) if (service.name === asked.service) service.active = false;
}
