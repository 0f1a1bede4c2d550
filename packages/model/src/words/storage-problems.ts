import { bytes, list, sentence } from './phrase';
import type { WordsFor } from './words';

/** Disk images, ISO files, and the folders they lie in. */
export const STORAGE_PROBLEMS: WordsFor<'storage'> = {
  'storage.outside': ({ path, folders }) => ({
    title: 'Outside the storage folders',
    what: `${path} is not in a storage folder.`,
    next: `Move the file into ${list(folders)}, then pick it there.`,
  }),
  'storage.symlink-out': ({ path, target, folders }) => ({
    title: 'This link leads out of the storage folders',
    what: `${path} is a link to ${target}.`,
    next: `Move the file itself into ${list(folders)}, then pick it there.`,
  }),
  'storage.missing': ({ path }) => ({
    title: 'No such file',
    what: `${path} does not exist.`,
    next: 'Check the path, or pick another file.',
  }),
  'storage.not-a-file': ({ path }) => ({
    title: 'Not a file',
    what: `${path} is not an ordinary file.`,
    next: 'Pick a disk image or an ISO file.',
  }),
  'storage.not-an-image': ({ path, words }) => ({
    title: 'Not a disk image',
    what: `${path} cannot be used as a disk: ${sentence(words)}`,
    next: 'Pick a qcow2 or raw image.',
  }),
  'storage.not-an-iso': ({ path }) => ({
    title: 'Not an ISO file',
    what: `${path} does not end in .iso. A disk must not be shown as a disc: another machine may write to it meanwhile.`,
    next: 'Pick the image of a disc. If this is one, give its name the ending .iso.',
  }),
  'storage.in-use': ({ path, by }) => ({
    title: 'This image is in use',
    what: `${by} uses ${path}. Two machines on one image would destroy it.`,
    next: 'Pick another image, or remove it from the other machine first.',
  }),
  'storage.exists': ({ path }) => ({
    title: 'This file already exists',
    what: `${path} is already there, and Baton does not write over files.`,
    next: 'Choose another name, or pick it as an existing disk. A new disk is called after its machine.',
  }),
  'storage.full': ({ path, neededBytes, freeBytes }) => ({
    title: 'The storage is full',
    what: `Creating ${path} needs ${bytes(neededBytes)}, and ${bytes(freeBytes)} are free.`,
    next: 'Free some space, or make the disk smaller.',
  }),
  'storage.create-failed': ({ path, words }) => ({
    title: 'The disk could not be created',
    what: `qemu-img could not make ${path}: ${sentence(words)}`,
    next: 'Check the free space and the rights of the storage folder.',
  }),
  'storage.block-used': ({ path, as, by }) => ({
    title: 'The host uses this disk',
    what: `${path} is in use (${by ? `${as}: ${by}` : as}). A machine that writes to it would destroy what is on it.`,
    next: 'Unmount it and take it out of use, or pick another disk.',
  }),
  'storage.not-a-block-device': ({ path }) => ({
    title: 'Not a disk',
    what: `${path} is no block device of this host.`,
    next: 'Pick a disk from the list.',
  }),
  'storage.upload-not-found': () => ({
    title: 'This upload is not known',
    what: 'It was finished, cancelled, or is too old.',
    next: 'Upload the file again.',
  }),
  'storage.upload-mismatch': ({ path, expectedBytes, gotBytes }) => ({
    title: 'The upload does not fit',
    what: `${path} should have ${bytes(expectedBytes)}, and ${bytes(gotBytes)} came.`,
    next: 'Upload the file again.',
  }),
  'storage.bad-name': ({ name }) => ({
    title: 'This file name cannot be used',
    what: `"${name}" is no plain file name.`,
    next: 'Use letters, digits, spaces, dots, hyphens and underscores.',
  }),
  'storage.cancelled': ({ path }) => ({
    title: 'Cancelled',
    what: `${path} was not made.`,
    next: 'Nothing is left behind.',
  }),
};
