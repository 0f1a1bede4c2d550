import { fail } from '@baton/model/problem';
import type { QmpSession } from '@baton/qmp';
import type { Activity } from '../../operations/activity';
import type { ProfileBook } from '../../profiles/book';
import type { Fleet, Member } from '../fleet';

export interface LiveDeps {
  readonly book: Pick<ProfileBook, 'find' | 'list'>;
  readonly fleet: Pick<Fleet, 'member' | 'up'>;
  readonly activity: Activity;
}

export interface Reached {
  readonly id: string;
  readonly name: string;
  readonly member: Member;
  readonly session: QmpSession;
}

/** @throws ProblemError `machine.not-found` */
export async function memberOf({ book, fleet }: LiveDeps, machineId: string): Promise<Member> {
  const found = await book.find(machineId);
  if (!found) return fail('machine.not-found', { id: machineId });
  return fleet.member(machineId, found.name);
}

/** Its monitor; null = the machine is not up, or silent. A paused one has its devices all the same. */
export function sessionOf({ driver }: Member): QmpSession | null {
  const { kind } = driver.state;
  return kind === 'running' || kind === 'paused' || kind === 'stopping' ? driver.session : null;
}

/** @throws ProblemError `machine.not-found` | `guest.not-up` */
export async function reach(deps: LiveDeps, machineId: string): Promise<Reached> {
  const member = await memberOf(deps, machineId);
  const session = sessionOf(member);
  if (!session) return fail('guest.not-up', { name: member.name, state: member.driver.state.kind });
  return { id: machineId, name: member.name, member, session };
}
