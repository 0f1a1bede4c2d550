import { argument, object, onOff, type Section } from '../emit';

const MIB = 1024 * 1024;

/**
 * The guest's memory. Huge pages are named by the mount point that the host proved to be one: QEMU takes any other folder without a
 * word, makes a plain file there and runs on ordinary memory.
 */
export const memory: Section = ({ profile, facts: { hugepagePath } }) => {
  const { sizeMiB, lock } = profile.memory;
  const field = 'memory.sizeMiB';
  const size = sizeMiB * MIB;
  const file = { 'mem-path': hugepagePath, share: true, prealloc: true };
  return [
    argument({ why: 'memory', field }, '-m', `size=${sizeMiB}M`),
    hugepagePath === null
      ? object({ why: 'memory', field }, { 'qom-type': 'memory-backend-ram', id: 'ram', size })
      : object(
          { why: 'hugepages', field: 'memory.hugepages' },
          { 'qom-type': 'memory-backend-file', id: 'ram', size, ...file },
        ),
    argument({ why: 'memory-lock', field: 'memory.lock' }, '-overcommit', `mem-lock=${onOff(lock)}`),
  ];
};
