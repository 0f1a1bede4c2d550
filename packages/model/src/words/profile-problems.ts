import { sentence } from './phrase';
import type { WordsFor } from './words';

/** Profiles, and the names that people give them. */
export const PROFILE_PROBLEMS: WordsFor<'profile'> = {
  'profile.not-found': () => ({
    title: 'No such profile',
    what: 'This profile does not exist any more.',
    next: 'Go back to Home.',
  }),
  'profile.name-taken': ({ name }) => ({
    title: 'This name is taken',
    what: `There is already a machine named ${name}.`,
    next: 'Choose another name.',
  }),
  'profile.changed-meanwhile': ({ name }) => ({
    title: 'Somebody else changed it',
    what: `${name} was changed in another window after you opened it.`,
    next: 'Reload to see that change, then make yours again.',
  }),
  'profile.in-use': ({ name }) => ({
    title: `${name} is up`,
    what: 'A machine that is up cannot be deleted.',
    next: `Shut ${name} down first.`,
  }),
  'profile.unreadable': ({ words }) => ({
    title: 'This profile cannot be read',
    what: `The saved profile is damaged or from a newer Baton: ${sentence(words)}`,
    next: 'Update Baton, or delete the profile and make it again.',
  }),
  'profile.version-not-found': ({ revision }) => ({
    title: 'No such version',
    what: `Version ${revision} of this profile is not kept any more.`,
    next: 'Choose another version.',
  }),
};
