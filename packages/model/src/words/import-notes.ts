import type { NotNeededReason } from '../import/reasons';
import type { ImportFormat, ImportNote, ImportNoteCode, ImportNoteFacts } from '../import/result';
import { list } from './phrase';

const NOT_NEEDED = {
  'own-place': 'Baton gives every device an address of its own.',
  'own-identity': 'Baton gives every machine an identity of its own and keeps it.',
  'own-engine': 'Baton chooses the engine at each start.',
  'own-channels': 'Baton has channels of its own to QEMU, and keeps the log.',
  'own-defaults': 'Baton sets this itself, the same for every machine.',
  'own-network': 'Baton makes the network device, its addresses and its NAT, and takes them away again.',
  'own-screen': 'The screen is in the browser; QEMU opens no window.',
  'own-controllers': 'Baton adds the controllers and ports that the devices need.',
  'own-input': 'Baton gives the machine a keyboard and the pointer that you choose.',
  'own-agent': 'Every machine has a channel for the guest agent.',
  'own-variables':
    'Baton makes a variable store for this machine from the template of its firmware. Boot entries of the old store are not taken over.',
  'own-sandbox': 'Baton runs QEMU as a user of its own, in a sandbox.',
  'own-sound-card': 'Baton adds the sound card when sound is on.',
  'own-pages': 'Baton sets the pages aside before the start, and gives them back.',
  'own-tpm': 'Baton runs the TPM, and keeps its state with the machine.',
  'own-locking': 'Baton locks every image, so that no two machines write it.',
  default: 'QEMU does this without being asked.',
  'no-effect': 'It has no effect in this machine.',
  'comes-last': 'A later argument says otherwise, and the last one counts.',
} satisfies Record<NotNeededReason, string>;

const UNSAFE = {
  shell: 'It would run a command, and Baton runs none from a file.',
  path: 'It names a file or a device that Baton cannot vouch for. Choose it in the editor, from the storage folders or by /dev/disk/by-id.',
  listens: 'It would open a port that anybody on the network could use.',
  'fights-ours': 'It would take over what Baton holds in its own hands.',
} satisfies Record<ImportNoteFacts['lost-unsafe']['because'], string>;

/** One short paragraph for each: what it is, why, and what to do. A missing code does not compile. */
const NOTES: { readonly [Code in ImportNoteCode]: (facts: ImportNoteFacts[Code]) => string } = {
  'missing-backslash': ({ after, unreached }) =>
    `The line with ${after} does not end in a backslash, so QEMU never got what follows: ${list(unreached)}. It is imported as it was meant.`,
  'spice-port-differs': ({ script, text }) =>
    `The script opens SPICE on port ${script}, the text beside it connects to ${text}. It does not matter here: Baton uses a socket.`,
  'audio-variable': ({ variable, value }) =>
    `${variable}=${value} is how old versions chose the sound; QEMU 8.2 no longer reads it. It became the setting for sound.`,
  'unknown-option': ({ option }) =>
    `QEMU has no option ${option}; only a patched one may have had it. With an ordinary QEMU this script does not start.`,
  'removed-option': ({ option, since, instead }) =>
    `${option} is gone since QEMU ${since}: this script does not start with a newer one. ${instead ? `${instead} took its place.` : 'It did nothing any more.'}`,
  'no-hugetlbfs-proof': ({ path }) =>
    `${path} has huge pages only where a hugetlbfs is mounted; elsewhere QEMU quietly makes a file there and uses ordinary memory. Baton sets the pages aside itself and checks the mount.`,
  'relative-path': ({ path }) =>
    `${path} is relative to the folder where the script was started, and that is not known here. Choose the file.`,
  placeholder: ({ field, text }) => `${text} was never filled in. Baton fills in ${field} itself.`,
  'open-port': ({ what, address }) => `${what} at ${address} can be reached from the network by anybody.`,
  'moving-machine-type': ({ type }) =>
    `${type} means another machine after each update of QEMU, and the guest finds its hardware renumbered. Baton pins the type when the machine is made.`,
  'format-guessed': ({ path, format }) =>
    `No format is given for ${path}. It is taken for ${format}; a wrong guess damages the disk, so check it.`,
  'gpu-only-function-0': ({ address }) =>
    `Only ${address} is handed over. Its sound and USB functions share its IOMMU group, and QEMU refuses the group when one stays on the host. Baton moves the whole card.`,
  'never-removes-id': () =>
    'The script writes new_id and never remove_id: vfio-pci keeps the id and may take the card again at any time. Baton binds the one card, and takes that back.',
  'variable-unset': ({ variable }) => `$${variable} is not set in this script. It was taken for empty.`,
  'value-changed': ({ field, from, to }) => `${field}: ${from || 'nothing'} became ${to || 'nothing'}.`,
  'lost-shell': () => 'This is shell. It is read, never run, so what it would do is missing. Check what depends on it.',
  'lost-host-setup': () => 'This sets up the host. Baton does that itself at each start, and undoes it afterwards.',
  'lost-unsupported': () => 'Baton has no setting for this. An administrator can add it as an extra argument.',
  'lost-unsafe': ({ because }) => UNSAFE[because],
  'lost-not-needed': ({ because }) => NOT_NEEDED[because],
};

/** What is told about a part of an import. */
export function importNoteWords(note: ImportNote): string {
  const words = NOTES[note.code] as (facts: ImportNote['facts']) => string;
  return words(note.facts);
}

const FORMATS = {
  command: 'A QEMU command line',
  script: 'A shell script',
  libvirt: 'A libvirt domain',
  quickemu: 'A quickemu file',
  baton: 'A profile of Baton',
} satisfies Record<ImportFormat, string>;

/** What a source was taken for. */
export const importFormatWords = (format: ImportFormat): string => FORMATS[format];
