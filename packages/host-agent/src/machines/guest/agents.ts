import { runInGuest } from '@baton/qmp';
import type { GuestAgents, GuestOs } from '../../ports/guest-agents';
import type { Fleet } from '../fleet';

/** The agents in the guests of the machines that are up. */
export function guestAgentsOf(fleet: Pick<Fleet, 'find'>): GuestAgents {
  const link = (machineId: string) => fleet.find(machineId)?.guest ?? null;
  return {
    async run(machineId, program) {
      return (await link(machineId)?.try((agent) => runInGuest(agent, program))) ?? null;
    },
    async osOf(machineId) {
      const info = await link(machineId)?.once('os', (agent) => agent.execute('guest-get-osinfo'));
      return info ? osFrom(info.id) : null;
    },
    freeze: async (machineId) => (await link(machineId)?.freeze()) ?? null,
    thaw: async (machineId) => (await link(machineId)?.thaw()) ?? true,
  };
}

/** `id` is that of os-release(5); Windows' agent says `mswindows`. */
function osFrom(id: string | undefined): GuestOs {
  return id === 'mswindows' ? 'windows' : 'linux';
}
