// First: a schema looks at the setting when it is made.
import '../../lib/schemas-without-eval';

export { batteryGuardSchema } from '@baton/model/power/battery';
/** What the agent takes as a profile, for the form. */
export { profileDraftSchema } from '@baton/model/profile/definition';
