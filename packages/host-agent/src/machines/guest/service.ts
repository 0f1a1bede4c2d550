import type { GuestService } from '@baton/api/live/guest';
import type { Actor } from '@baton/model/access/roles';
import { fail } from '@baton/model/problem';
import type { Activity } from '../../operations/activity';
import type { ProfileBook } from '../../profiles/book';
import type { Fleet, Member } from '../fleet';
import type { BoardVerb } from './board';
import { guestView } from './view';

export interface GuestServiceDeps {
  readonly book: Pick<ProfileBook, 'find'>;
  readonly fleet: Pick<Fleet, 'member'>;
  readonly activity: Activity;
}

export function createGuestService({ book, fleet, activity }: GuestServiceDeps): GuestService {
  const memberOf = async (id: string): Promise<Member> => {
    const { name } = (await book.find(id)) ?? fail('machine.not-found', { id });
    return fleet.member(id, name);
  };
  const press = (button: BoardVerb) => async (id: string, actor: Actor) => {
    const { driver, name } = await memberOf(id);
    await driver.press(button, name);
    activity.record('machine.pressed', { kind: 'machine', id, name }, actor, { button });
  };
  return {
    view: async (id) => guestView(await memberOf(id)),
    powerButton: press('power-button'),
    nmi: press('nmi'),
    wake: press('wake'),
  };
}
