import { choices, type FieldTable, without } from './field-words';

export const MEMORY_FIELDS = {
  'memory.sizeMiB': { label: 'Memory', find: '-m ram size gib mib' },
  'memory.hugepages': {
    label: 'Pages',
    hint: 'Huge ones are set aside before the start and given back after it. They make memory faster, not more.',
    find: 'hugepages huge pages -mem-path hugetlbfs 2M 1G -mem-prealloc',
    choices: [without('Ordinary'), ...choices<'2M' | '1G'>({ '2M': '2 MiB', '1G': '1 GiB' })],
  },
  'memory.lock': {
    label: 'Never swap it out',
    hint: 'A lent GPU does this anyway.',
    find: 'mlock -overcommit mem-lock realtime lock',
  },
} satisfies FieldTable;
