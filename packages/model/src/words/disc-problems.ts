import type { ProblemFacts } from '../problem';
import { bytes } from './phrase';
import type { WordsFor } from './words';

const LOOKS: Readonly<Record<ProblemFacts['disc.none']['looks'], { readonly is: string; readonly next: string }>> = {
  page: {
    is: 'It is a web page: the download saved what the site showed, not the file.',
    next: 'Download the file itself, then upload it again.',
  },
  packed: { is: 'It is a packed file.', next: 'Unpack it, and use what is in it.' },
  qcow2: { is: 'It is the image of a hard disk.', next: 'Give its name the ending .qcow2, and use it as a disk.' },
  short: { is: 'It is too short for one: the download or copy may have stopped.', next: 'Copy the whole file again.' },
  other: { is: 'Neither ISO 9660 nor UDF stands in it.', next: 'Pick another file, or copy this one again.' },
};

/** What is called .iso, and is not what its name says. */
export const DISC_PROBLEMS: WordsFor<'disc'> = {
  'disc.none': ({ path, looks }) => ({
    title: 'No disc is in this file',
    what: `${path} is not the image of a disc. ${LOOKS[looks].is}`,
    next: LOOKS[looks].next,
  }),
  'disc.cut-short': ({ path, sizeBytes, saysBytes }) => ({
    title: 'This disc is not whole',
    what: `${path} has ${bytes(sizeBytes)} of ${bytes(saysBytes)}: the download or copy may have stopped. An installation from it would fail.`,
    next: 'Copy the whole file again.',
  }),
};
