import type { GuestAgents } from '../../ports/guest-agents';

export interface Frozen<T> {
  readonly result: T;
  /** Its file systems were frozen while `work` ran. */
  readonly frozen: boolean;
  /** False = it was frozen, and did not answer when it should thaw. */
  readonly thawed: boolean;
}

export interface FreezeOrder {
  readonly machineId: string;
  readonly wanted: boolean;
  /** Told before an error of `work` goes on its way. */
  readonly notThawed: () => void;
}

/** Freezes the guest's file systems while `work` runs, where it has an agent, and thaws them whatever becomes of it. */
export async function whileFrozen<T>(
  guests: Pick<GuestAgents, 'freeze' | 'thaw'>,
  { machineId, wanted, notThawed }: FreezeOrder,
  work: () => Promise<T>,
): Promise<Frozen<T>> {
  if (!wanted) return { result: await work(), frozen: false, thawed: true };
  let thawed = true;
  let frozen = false;
  let result: T;
  try {
    frozen = ((await guests.freeze(machineId)) ?? 0) > 0;
    result = await work();
  } finally {
    thawed = await guests.thaw(machineId);
    if (!thawed) notThawed();
  }
  return { result, frozen, thawed };
}
