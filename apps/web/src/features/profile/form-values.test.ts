import { type ProfileDefinition, profileDraftSchema } from '@baton/model/profile/definition';
import { describe, expect, it } from 'vitest';
import { copyOf, draftOf, NEW_MACHINE, valuesOf } from './form-values';

const stored = {
  schemaVersion: 1,
  name: 'demo',
  uuid: 'a2f1b9a8-0c9c-4a6e-9f0e-2d1f6c9b7a10',
  memoryMiB: 64,
  vcpus: 1,
  firmware: 'bios',
  disk: { path: '/srv/baton/demo.img', format: 'raw', bus: 'sata' },
  iso: null,
  gpu: { wanted: true, afterExit: 'off' },
  mac: '52:54:00:ba:70:01',
} as ProfileDefinition;
const listed = new Set(['/srv/baton/demo.img']);

describe('the editor', () => {
  it('sends back what it was given when nothing is changed', () => {
    const { schemaVersion: _, uuid: _uuid, mac: _mac, ...same } = stored;
    expect(draftOf(valuesOf(stored, listed))).toEqual(same);
  });

  it('keeps a battery guard, and sends none that never guards', () => {
    const battery = { when: 'below', percent: 25, action: 'refuse' } as const;
    const guarded = valuesOf({ ...stored, gpu: { ...stored.gpu, battery } }, listed);
    expect(draftOf(guarded).gpu.battery).toEqual(battery);
    const never = { ...guarded, gpu: { ...guarded.gpu, battery: { ...battery, when: 'never' } as const } };
    expect(draftOf(never).gpu).not.toHaveProperty('battery');
  });

  it('begins with a new machine that lacks only its name', () => {
    const issues = profileDraftSchema.safeParse(draftOf(NEW_MACHINE)).error?.issues ?? [];
    expect(issues.map((issue) => issue.path.join('.'))).toContain('name');
    expect(profileDraftSchema.safeParse(draftOf({ ...NEW_MACHINE, name: 'one' })).success).toBe(true);
  });

  it('shows a file that is not in the list as a path', () => {
    expect(valuesOf(stored, listed).diskChoice).toBe('pick');
    expect(valuesOf(stored, new Set()).diskChoice).toBe('path');
  });

  it('never gives a copy the disk or the name of the first', () => {
    const draft = draftOf(copyOf(stored, listed));
    expect(draft.disk).toBeNull();
    expect(draft.name).toBe('demo copy');
  });

  it('asks for a new disk or names one, never both', () => {
    const disk = { path: '/srv/baton/x.qcow2', format: 'qcow2', bus: 'virtio' } as const;
    expect(draftOf({ ...NEW_MACHINE, diskChoice: 'new', disk })).toMatchObject({ disk: null, newDiskGiB: 20 });
    expect(draftOf({ ...NEW_MACHINE, diskChoice: 'path', disk })).not.toHaveProperty('newDiskGiB');
  });

  it.each([
    ['vcpus', { vcpus: 0 }],
    ['vcpus', { vcpus: 10_000 }],
    ['vcpus', { vcpus: Number.NaN }],
    ['memoryMiB', { memoryMiB: Number.NaN }],
    ['name', { name: 'a"b' }],
    ['name', { name: 'a\nb' }],
    ['name', { name: 'x'.repeat(300) }],
    ['disk.path', { diskChoice: 'path', disk: { path: 'relative', format: 'raw', bus: 'sata' } } as const],
    ['iso', { isoChoice: 'path', iso: '' } as const],
    ['newDiskGiB', { newDiskGiB: 0 }],
  ])('has a sentence at %s for %j', (field, wrong) => {
    const parsed = profileDraftSchema.safeParse(draftOf({ ...NEW_MACHINE, name: 'one', ...wrong }));
    const issue = parsed.error?.issues.find((found) => found.path.join('.') === field);
    expect(issue?.message).toMatch(/^[A-Z].*\.$/);
    expect(issue?.message).not.toContain('Invalid input');
  });

  it.each([1, 100, 12.5, Number.NaN])('has a sentence at the battery limit for %d %%', (percent) => {
    const battery = { when: 'below', percent, action: 'warn' } as const;
    const values = { ...NEW_MACHINE, name: 'one', gpu: { wanted: true, afterExit: 'host', battery } as const };
    const issues = profileDraftSchema.safeParse(draftOf(values)).error?.issues ?? [];
    const issue = issues.find((found) => found.path.join('.') === 'gpu.battery.percent');
    expect(issue?.message).toMatch(/^[A-Z].*\.$/);
  });
});
