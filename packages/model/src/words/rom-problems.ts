import type { ProblemFacts } from '../problem';
import { sentence } from './phrase';
import type { WordsFor } from './words';

const DUMP_REFUSALS = {
  'in-use': [
    'a driver of the host or a machine uses the card',
    'Shut the machine down, or let the card go, then try again.',
  ],
  'asleep-or-off': ['the card sleeps or is off, and reading it would wake it', 'Wake the card first.'],
  bound: [
    'the driver of the host has it, and may be using it',
    'Hand it to nobody first: start the machine once and leave the GPU aside.',
  ],
  'no-rom-file': [
    'the kernel offers no ROM of this card: on many laptops it is a part of the system firmware',
    'Take it from a BIOS update or with a vBIOS tool, then upload the file.',
  ],
} satisfies Record<ProblemFacts['rom.dump-refused']['because'], readonly [string, string]>;

/** vBIOS files. */
export const ROM_PROBLEMS: WordsFor<'rom'> = {
  'rom.unusable': ({ path, words }) => ({
    title: 'This is no vBIOS for this card',
    what: `${path}: ${sentence(words)}`,
    next: 'Pick another file.',
  }),
  'rom.dump-refused': ({ address, because }) => {
    const [why, next] = DUMP_REFUSALS[because];
    return { title: 'The ROM cannot be read now', what: `${address}: ${why}.`, next };
  },
  'rom.dump-failed': ({ address, words }) => ({
    title: 'The ROM could not be read',
    what: `${address}: ${sentence(words)} On many laptops the ROM is a part of the system firmware.`,
    next: 'Take it from a BIOS update or with a vBIOS tool, then upload the file.',
  }),
};
