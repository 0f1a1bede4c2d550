import { IMPORT_MAX_BYTES, type ImportRefusal } from '../import/result';
import { bytes, sentence } from './phrase';
import type { Words, WordsFor } from './words';

const REFUSALS = {
  empty: ['There is nothing to read', 'The text is empty.', 'Paste a command line, a script, or a libvirt XML.'],
  'too-large': [
    'This is too large',
    `Baton reads at most ${bytes(IMPORT_MAX_BYTES)}. A script that starts a machine is much smaller.`,
    'Hand in only the script or the XML.',
  ],
  'no-qemu': [
    'No machine was found in it',
    'There is no qemu-system command, no libvirt domain, no quickemu file and no profile of Baton in this text.',
    'Paste the whole command, with the line that starts QEMU.',
  ],
  'unbalanced-quotes': [
    'A quote is not closed',
    'The text ends inside a quoted part, so what follows it cannot be told apart.',
    'Close the quote, then try again.',
  ],
  'not-xml': ['This XML is broken', 'It is no well-formed XML.', 'Export it again with virsh dumpxml.'],
  'xml-entities': [
    'This XML defines entities',
    'A DOCTYPE or entities of its own can be used to attack a reader, and no domain XML needs them.',
    'Remove them, or export it again with virsh dumpxml.',
  ],
  'wrong-architecture': [
    'This machine is not an x86 PC',
    'Baton runs x86-64 machines of the types q35 and pc.',
    'Make a new machine instead.',
  ],
  'newer-version': [
    'This profile is from a newer Baton',
    'It has a version that this Baton does not know.',
    'Update Baton, then import it.',
  ],
  'not-readable': ['This cannot be read', 'It is not text, or it is damaged.', 'Hand in the original file.'],
} satisfies Record<ImportRefusal, readonly [string, string, string]>;

/** Profiles on their way in and out. */
export const IMPORT_PROBLEMS: WordsFor<'import' | 'export'> = {
  'import.refused': ({ because, words, line }): Words => {
    const [title, what, next] = REFUSALS[because];
    const where = line === undefined ? '' : ` Look at line ${line}.`;
    return { title, what: `${words ? `${what} ${sentence(words)}` : what}${where}`, next };
  },
  'export.cannot': ({ as, what }) => ({
    title: `This profile cannot leave as ${as}`,
    what: sentence(what),
    next: 'Choose another format.',
  }),
};
