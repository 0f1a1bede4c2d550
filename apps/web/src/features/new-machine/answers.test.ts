import { profileDraftSchema } from '@baton/model/profile/definition';
import { describe, expect, test } from 'vitest';
import { type Answers, draftOf, freeName } from './answers';
import { shares } from './shares';

const template = profileDraftSchema.parse({
  name: 'Windows 11',
  guest: 'windows',
  memory: { sizeMiB: 4096 },
  cpu: { threads: 2 },
  disks: [{ source: { kind: 'new', sizeGiB: 64 }, bus: 'sata' }],
});
const answers: Answers = {
  name: ' win11 ',
  iso: '/storage/iso/win11.iso',
  drivers: null,
  diskGiB: 80,
  share: 'half',
  memoryMiB: 0,
  vcpus: 0,
  gpu: true,
  fixes: [],
};
const size = { memoryMiB: 8192, vcpus: 4 };

describe('the draft of the answers', () => {
  test('is one that the agent takes, and keeps what the template decided', () => {
    const draft = draftOf(template, answers, size);
    expect(profileDraftSchema.parse(draft)).toEqual(draft);
    expect(draft).toMatchObject({
      name: 'win11',
      guest: 'windows',
      memory: { sizeMiB: 8192 },
      cpu: { sockets: 1, cores: 2, threads: 2 },
      gpu: { wanted: true },
      disks: [{ source: { kind: 'new', sizeGiB: 80 }, bus: 'sata' }],
      cdroms: [{ iso: '/storage/iso/win11.iso' }],
      boot: ['disk0', 'cd0'],
    });
  });

  test('has the drivers as a second disc, and no disk where none was wanted', () => {
    const draft = draftOf(template, { ...answers, drivers: '/storage/iso/virtio.iso', diskGiB: null }, size);
    expect(draft.cdroms).toEqual([{ iso: '/storage/iso/win11.iso' }, { iso: '/storage/iso/virtio.iso' }]);
    expect(draft).toMatchObject({ disks: [], boot: ['cd0'] });
  });

  test('takes an odd number of processors as cores', () => {
    expect(draftOf(template, answers, { ...size, vcpus: 3 }).cpu).toMatchObject({ cores: 3, threads: 1 });
  });

  test('has the changes that a finding offered, also inside lists', () => {
    const fixes = [
      { path: 'disks.0.bus', value: 'virtio' },
      { path: 'machine.tpm', value: false },
    ];
    const draft = draftOf(template, { ...answers, fixes }, size);
    expect(draft.disks[0]?.bus).toBe('virtio');
    expect(template.disks[0]?.bus).toBe('sata');
  });
});

describe('a free name', () => {
  test('counts on where a machine has it, whatever its case', () => {
    expect(freeName('Windows 11', ['windows 11', 'Windows 11 2'])).toBe('Windows 11 3');
    expect(freeName('Linux', [])).toBe('Linux');
  });
});

describe('the sizes to choose from', () => {
  test('are shares of the host in whole GiB and pairs of threads', () => {
    expect(shares({ memoryTotalMiB: 31_900, cpuCount: 8 }, 'linux')).toEqual([
      { id: 'little', memoryMiB: 7168, vcpus: 2 },
      { id: 'half', memoryMiB: 15_360, vcpus: 4 },
      { id: 'most', memoryMiB: 23_552, vcpus: 6 },
    ]);
  });

  test('are never less than the guest needs, and never the same twice', () => {
    const small = shares({ memoryTotalMiB: 4000, cpuCount: 2 }, 'windows');
    expect(small).toEqual([{ id: 'little', memoryMiB: 4096, vcpus: 2 }]);
    expect(shares({ memoryTotalMiB: 900, cpuCount: 1 }, 'other')[0]).toEqual({
      id: 'little',
      memoryMiB: 512,
      vcpus: 1,
    });
  });
});
