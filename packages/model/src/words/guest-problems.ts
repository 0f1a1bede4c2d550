import { stateWords } from './machine';
import { sentence } from './phrase';
import type { WordsFor } from './words';

/** What is asked of a guest, and what a guest's disks came to. */
export const GUEST_PROBLEMS: WordsFor<'guest' | 'image'> = {
  'guest.not-up': ({ name, state }) => ({
    title: `${name} cannot be reached`,
    what: `${name} is ${stateWords(state)}, so nobody is there to hear it.`,
    next: 'Try again while it runs.',
  }),
  'guest.not-asleep': ({ name }) => ({
    title: `${name} is not asleep`,
    what: 'Only a guest that put itself to sleep can be woken.',
    next: `Look at the state of ${name}: it needs no waking.`,
  }),
  'image.corrupted': ({ name, path, words }) => ({
    title: `A disk of ${name} is damaged`,
    what: `QEMU found ${path} damaged and stopped writing to it. ${words ? `A check says: ${sentence(words)}` : 'It could not be checked.'} Starting ${name} could destroy more of it.`,
    next: 'Copy the file away, then repair it (qemu-img check -r all FILE) or put a backup in its place. It is checked again at the next start.',
  }),
};
