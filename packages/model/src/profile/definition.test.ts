import { describe, expect, it } from 'vitest';
import { profileDefinitionSchema, profileDraftSchema } from './definition';

const good = {
  schemaVersion: 1,
  name: 'win10',
  uuid: '6f1c2f0e-4a53-4c8e-9d1b-0c6a8a4a7c11',
  memoryMiB: 4096,
  vcpus: 4,
  firmware: 'uefi',
  disk: { path: '/srv/baton/win10.qcow2', format: 'qcow2', bus: 'virtio' },
  iso: null,
  gpu: { wanted: true, afterExit: 'host' },
  mac: '52:54:00:12:34:56',
};

const complaints = (change: object): readonly string[] =>
  profileDefinitionSchema.safeParse({ ...good, ...change }).error?.issues.map((issue) => issue.path.join('.')) ?? [];

describe('a profile', () => {
  it('is read as it was written', () => {
    expect(profileDefinitionSchema.parse(good)).toEqual(good);
  });

  it('may have neither disk nor ISO', () => {
    expect(complaints({ disk: null, iso: null })).toEqual([]);
  });

  it.each<[string, object]>([
    ['schemaVersion', { schemaVersion: 2 }],
    ['name', { name: '' }],
    ['name', { name: '../../etc' }],
    ['name', { name: 'a,b' }],
    ['name', { name: 'x'.repeat(65) }],
    ['uuid', { uuid: 'win10' }],
    ['memoryMiB', { memoryMiB: 15 }],
    ['memoryMiB', { memoryMiB: 512.5 }],
    ['memoryMiB', { memoryMiB: '512' }],
    ['vcpus', { vcpus: 0 }],
    ['vcpus', { vcpus: 256 }],
    ['firmware', { firmware: 'coreboot' }],
    ['disk.path', { disk: { ...good.disk, path: 'win10.qcow2' } }],
    ['disk.path', { disk: { ...good.disk, path: '/srv/a\nb' } }],
    ['disk.format', { disk: { ...good.disk, format: 'vmdk' } }],
    ['iso', { iso: 'debian.iso' }],
    ['gpu.afterExit', { gpu: { wanted: true, afterExit: 'sleep' } }],
    ['mac', { mac: '00:11:22:33:44:55' }],
    ['mac', { mac: '52:54:00:12:34:5G' }],
  ])('is refused at %s for %j', (field, change) => {
    expect(complaints(change)).toEqual([field]);
  });

  it('takes the least and the most that a field says it takes', () => {
    expect(complaints({ memoryMiB: 16, vcpus: 1 })).toEqual([]);
    expect(complaints({ memoryMiB: 16 * 1024 * 1024, vcpus: 255 })).toEqual([]);
  });
});

describe('a draft of a profile', () => {
  const { schemaVersion: _version, uuid: _uuid, mac: _mac, ...draft } = good;

  it('has no identity: what a browser sends as one is dropped', () => {
    expect(profileDraftSchema.parse({ ...good, mac: '00:11:22:33:44:55' })).toEqual(draft);
  });

  it.each([0, 8193, 1.5])('asks for a new disk of a possible size, and %s GiB is none', (newDiskGiB) => {
    const parsed = profileDraftSchema.safeParse({ ...draft, disk: null, newDiskGiB });
    expect(parsed.error?.issues.map((issue) => issue.path.join('.'))).toEqual(['newDiskGiB']);
  });
});
