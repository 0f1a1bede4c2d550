import type { Guest } from '@baton/model/profile/machine';
import { choices, type FieldTable } from './field-words';

export const GENERAL_FIELDS = {
  name: { label: 'Name', find: 'title rename' },
  guest: {
    label: 'Guest system',
    hint: 'What runs inside. It changes nothing by itself; it says which settings fit.',
    find: 'windows linux operating system os',
    choices: choices<Guest>({ windows: 'Windows', linux: 'Linux', other: 'Other' }),
  },
  notes: { label: 'Notes', hint: 'For you. The guest does not see them.', find: 'description comment' },
} satisfies FieldTable;
