import type { DiskWork } from '../storage/disk-work';
import { stateWords } from './machine';
import { bytes, sentence } from './phrase';
import type { WordsFor } from './words';

const UNDER_WAY: Readonly<Record<DiskWork, string>> = {
  resize: 'A disk is being made larger',
  snapshot: 'A snapshot is being taken',
  revert: 'Its disks are going back to a snapshot',
  'remove-snapshot': 'A snapshot is being deleted',
  backup: 'A disk is being backed up',
};

const FAILED: Readonly<Record<DiskWork, string>> = {
  resize: 'The disk was not made larger',
  snapshot: 'The snapshot was not taken',
  revert: 'Not every disk went back',
  'remove-snapshot': 'The snapshot was not deleted',
  backup: 'The backup failed',
};

/** The disks of a machine, up or stopped: their sizes, and what can be gone back to. */
export const DISK_PROBLEMS: WordsFor<'disk' | 'snapshot' | 'backup'> = {
  'disk.not-found': ({ disk }) => ({
    title: 'No such disk',
    what: `The machine has no disk ${disk + 1}.`,
    next: 'Pick one of the list. The profile may have changed: the machine keeps the disks that it was started with.',
  }),
  'disk.busy': ({ name, doing }) => ({
    title: `The disks of ${name} are being worked on`,
    what: `${UNDER_WAY[doing]}.`,
    next:
      doing === 'backup' ? 'Wait until it is done, or cancel the backup.' : 'Wait until it is done, then try again.',
  }),
  'disk.not-now': ({ name, state }) => ({
    title: `${name} is ${stateWords(state).toLowerCase()}`,
    what: 'Its disks can be worked on while it runs, is paused, or is stopped.',
    next: 'Wait a moment, then try again.',
  }),
  'disk.shrink': ({ path, wantedBytes, nowBytes }) => ({
    title: 'A disk can only grow',
    what: `${path} has ${bytes(nowBytes)} already, and making it ${bytes(wantedBytes)} would cut off what lies at its end.`,
    next: `Choose more than ${bytes(nowBytes)}.`,
  }),
  'disk.bad-size': ({ because, maxGiB }) => ({
    title: 'This size cannot be used',
    what: because === 'too-large' ? `A disk has at most ${maxGiB} GiB.` : 'A disk has a whole number of MiB.',
    next: because === 'too-large' ? 'Choose less.' : 'Choose a whole number of MiB or GiB.',
  }),
  'disk.cannot-grow': ({ path, because }) => ({
    title: 'This disk cannot be made larger',
    what:
      because === 'block'
        ? `${path} is a disk of the host: it is as large as it is.`
        : `${path} is attached read-only.`,
    next:
      because === 'block'
        ? 'Add a second disk to the profile.'
        : 'Attach it for writing in the profile, then start again.',
  }),
  'disk.failed': ({ path, doing, words }) => ({
    title: FAILED[doing],
    what: `QEMU refused it for ${path}: ${sentence(words)}`,
    next: 'Check the free space and the machine’s log, then try again.',
  }),
  'snapshot.cannot': ({ path, because }) => ({
    title: 'This disk keeps no snapshots',
    what: {
      raw: `${path} is a raw image, and only qcow2 images keep snapshots inside.`,
      block: `${path} is a disk of the host, and only qcow2 images keep snapshots inside.`,
      'read-only': `${path} is attached read-only: nothing of it changes.`,
    }[because],
    next: because === 'read-only' ? 'It needs none.' : 'Back it up instead: the copy is a qcow2 image.',
  }),
  'snapshot.none-possible': ({ name }) => ({
    title: `No disk of ${name} keeps snapshots`,
    what: 'Only qcow2 images that can be written keep snapshots inside.',
    next: 'Back the disks up instead.',
  }),
  'snapshot.exists': ({ snapshot }) => ({
    title: 'There is a snapshot of that name',
    what: `“${snapshot}” was taken before.`,
    next: 'Choose another name, or delete the earlier one first.',
  }),
  'snapshot.not-found': ({ snapshot }) => ({
    title: 'No such snapshot',
    what: `None of the disks has “${snapshot}” any more.`,
    next: 'Look at the list again.',
  }),
  'snapshot.no-room': ({ path, neededBytes, freeBytes }) => ({
    title: 'There is no room for a snapshot',
    what: `What the guest writes from now on needs space of its own beside ${path}: ${bytes(freeBytes)} are free, and at least ${bytes(neededBytes)} should be.`,
    next: 'Free some space, then try again.',
  }),
  'snapshot.revert-up': ({ name }) => ({
    title: `${name} is up`,
    what: 'Its disks cannot go back to an earlier state while the guest works with them.',
    next: `Shut ${name} down first.`,
  }),
  'snapshot.not-thawed': ({ name }) => ({
    title: `${name} may still be frozen`,
    what: 'The guest agent did not answer when its file systems should be let go of. What was asked for is done otherwise.',
    next: `Look at the console. If ${name} hangs, reset it.`,
  }),
  'backup.machine-ended': ({ name }) => ({
    title: `${name} ended during the backup`,
    what: 'A backup of a machine that is up ends with it. The unfinished copy was deleted.',
    next: 'Back it up again: that works while it is stopped too.',
  }),
  'backup.interrupted': () => ({
    title: 'The backup was interrupted',
    what: 'Baton stopped while it ran. The unfinished copy was deleted.',
    next: 'Back the disk up again.',
  }),
};
