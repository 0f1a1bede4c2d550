import type { Hook } from '@baton/model/profile/extras';
import { choices, type FieldTable } from './field-words';

export const ADVANCED_FIELDS = {
  extraArguments: {
    label: 'Extra arguments for QEMU',
    hint: 'One word a line, given to QEMU as they are.',
    find: 'qemu arguments extra custom command line options',
  },
  hooks: { label: 'Commands', hint: 'Run on the host, as root and without a shell.', find: 'hook script before after' },
  'hooks.*': { label: 'Command' },
  'hooks.*.at': {
    label: 'When',
    choices: choices<Hook['at']>({ 'before-start': 'Before the start', 'after-stop': 'After the stop' }),
  },
  'hooks.*.argv': {
    label: 'Command and its words',
    hint: 'One word a line. The first is a whole path, such as /usr/bin/logger.',
  },
} satisfies FieldTable;
