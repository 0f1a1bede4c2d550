import type { Actor } from '@baton/model/access/roles';
import type { ActivityFacts, ActivityKind, ActivitySubject } from '@baton/model/activity/activity';

/** The history that a person reads. Recording is cheap, never throws and never waits. */
export interface Activity {
  /** `actor` is null when nobody asked for it. `facts` may be left out for kinds that have none. */
  record<Kind extends ActivityKind>(
    kind: Kind,
    subject: ActivitySubject,
    actor: Pick<Actor, 'name'> | null,
    facts?: ActivityFacts[Kind],
  ): void;
}
