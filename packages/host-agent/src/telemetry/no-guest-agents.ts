import type { GuestAgents } from '../ports/guest-agents';

/** Where nobody may speak with guests. */
export const NO_GUEST_AGENTS: GuestAgents = {
  run: async () => null,
  osOf: async () => null,
};
