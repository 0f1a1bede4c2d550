import type { ProblemFacts } from '../problem';
import type { WordsFor } from './words';

const BECAUSE: Readonly<Record<ProblemFacts['monitor.refused']['because'], string>> = {
  ends: 'It would end the machine, or move it away, behind Baton’s back.',
  'host-files': 'It reads or writes files of the host, wherever they are.',
  'opens-door': 'It would open a way into the machine or the host that Baton does not guard.',
  connection: 'It would change the connection between Baton and QEMU.',
  'ours-id': 'It names a device that Baton itself relies on.',
  hidden: 'What it does cannot be told from its arguments.',
  unknown: 'Baton does not know what it does.',
};

/** QEMU's own monitor. */
export const MONITOR_PROBLEMS: WordsFor<'monitor'> = {
  'monitor.refused': ({ command, because }) => ({
    title: `${command} is not for this console`,
    what: BECAUSE[because],
    next: 'Use Baton’s own controls: snapshots, backups, media, USB devices, shut down and force off.',
  }),
  'monitor.not-up': ({ name }) => ({
    title: `${name} has no monitor now`,
    what: 'Its QEMU does not run, or does not answer.',
    next: `Start ${name}, then try again.`,
  }),
};
