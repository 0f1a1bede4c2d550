import { type Actor, may } from '@baton/model/access/roles';
import { fail } from '@baton/model/problem';
import type { ProfileDefinition } from '@baton/model/profile/definition';

type Extras = Pick<ProfileDefinition, 'extraArguments' | 'hooks'>;

const NONE: Extras = { extraArguments: [], hooks: [] };

/**
 * What goes to QEMU or to this host as it is written needs a permission of its own; whoever may edit a profile may leave it as it
 * is. @param before null = the profile is new. @throws ProblemError `access.forbidden`
 */
export function refuseExtras(wanted: Extras, before: Extras | null, actor: Actor): void {
  const { extraArguments, hooks } = before ?? NONE;
  const same = JSON.stringify([wanted.extraArguments, wanted.hooks]) === JSON.stringify([extraArguments, hooks]);
  if (!same && !may(actor.role, 'profile.extra')) fail('access.forbidden', { permission: 'profile.extra' });
}
