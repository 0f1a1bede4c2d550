import { describe, expect, it } from 'vitest';
import { DISK_OPTIONS, type FormValues, newMachine } from './form-values';
import { addItem, bootLeft, moved, removeItem } from './list-edits';

const disk = (sizeGiB: number) => ({ source: { kind: 'new' as const, sizeGiB }, ...DISK_OPTIONS });
const values: FormValues = {
  ...newMachine(),
  disks: [disk(1), disk(2), disk(3)],
  cdroms: [{ iso: null }],
  boot: ['disk2', 'cd0', 'disk0'],
};

describe('taking a disk off', () => {
  it('leaves the start order on the same devices', () => {
    const { disks, boot } = removeItem(values, 'disks', 1);
    expect(disks.map(({ source }) => source)).toEqual([disk(1).source, disk(3).source]);
    expect(boot).toEqual(['disk1', 'cd0', 'disk0']);
  });

  it('takes it off the start order, too', () => {
    expect(removeItem(values, 'disks', 2).boot).toEqual(['cd0', 'disk0']);
    expect(removeItem(values, 'cdroms', 0).boot).toEqual(['disk2', 'disk0']);
  });
});

describe('adding', () => {
  it('starts from the first disk, and leaves the order alone for a second', () => {
    const none = removeItem({ ...values, disks: [disk(1)], boot: ['disk0', 'cd0'] }, 'disks', 0);
    expect(addItem(none, 'disks', disk(9)).boot).toEqual(['cd0', 'disk0']);
    expect(addItem(values, 'disks', disk(9)).boot).toEqual(values.boot);
  });

  it('offers to start from what is not named', () => {
    expect(bootLeft(values)).toEqual(['disk1', 'nic0']);
  });
});

it('moves an item one place, and never out of the list', () => {
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c']);
});
