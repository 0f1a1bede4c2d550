import { profileDraftSchema, draftOf as storedDraft } from '@baton/model/profile/definition';
import { generateDraft, generateProfile } from '@baton/model/profile/testing/generate';
import { seededRandom } from '@baton/model/profile/testing/random';
import { describe, expect, it } from 'vitest';
import { setAt } from './at-path';
import { copyOf, draftOf, newMachine, valuesOf, valuesOfDraft } from './form-values';
import { issuesOf } from './issues';

describe('the editor', () => {
  it('sends back what it was given when nothing is changed, for every profile', () => {
    const random = seededRandom(7);
    for (let round = 0; round < 300; round++) {
      const stored = generateProfile(random);
      expect(draftOf(valuesOf(stored))).toEqual(storedDraft(stored));
    }
  });

  it('takes a draft that was left for it, and gives the same one', () => {
    const random = seededRandom(11);
    for (let round = 0; round < 300; round++) {
      const draft = generateDraft(random);
      expect(draftOf(valuesOfDraft(draft))).toEqual(draft);
    }
  });

  it('begins with a new machine that lacks only its name', () => {
    expect(issuesOf(draftOf(newMachine())).map(({ path }) => path)).toEqual(['name']);
    expect(profileDraftSchema.safeParse(draftOf({ ...newMachine(), name: 'one' })).success).toBe(true);
  });

  it('never gives a copy the disks, the addresses or the name of the first', () => {
    const stored = { ...generateProfile(seededRandom(3)), name: 'demo' as never };
    const copy = draftOf(copyOf(stored));
    expect(copy.name).toBe('demo copy');
    expect(copy.disks).toEqual([]);
    expect(copy.boot.filter((entry) => entry.startsWith('disk'))).toEqual([]);
    expect(copy.nics.every((nic) => nic.mac === undefined)).toBe(true);
  });

  it('forgives the space that a pasted path brings along', () => {
    const source = { kind: 'file' as const, path: ' /srv/a.img\n', format: 'raw' as const };
    const [disk] = newMachine().disks;
    const values = {
      ...newMachine(),
      name: ' one ',
      disks: disk ? [{ ...disk, source }] : [],
      cdroms: [{ iso: ' /srv/b.iso ' }],
    };
    const draft = draftOf(values);
    expect(draft).toMatchObject({
      name: 'one',
      disks: [{ source: { path: '/srv/a.img' } }],
      cdroms: [{ iso: '/srv/b.iso' }],
    });
  });

  it.each([
    ['cpu.cores', 0],
    ['cpu.cores', 10_000],
    ['cpu.threads', Number.NaN],
    ['memory.sizeMiB', Number.NaN],
    ['name', 'a"b'],
    ['name', 'a\nb'],
    ['name', 'x'.repeat(300)],
    ['disks.0.source.sizeGiB', 0],
    ['disks.0.source', { kind: 'file', path: 'relative', format: 'raw' }, 'disks.0.source.path'],
    ['disks.0.source', { kind: 'block', path: '/dev/sda' }, 'disks.0.source.path'],
    ['disks.0.serial', 'a b'],
    ['cdroms.0.iso', ''],
    ['nics.0.mac', '01:00:00:00:00:00'],
    ['nics.0.connection', { kind: 'bridge', bridge: '' }, 'nics.0.connection.bridge'],
    ['gpu.battery', { when: 'below', percent: 100, action: 'warn' }, 'gpu.battery.percent'],
    ['gpu.subsystem', { from: 'given', vendorId: 'xyz', deviceId: '07b1' }, 'gpu.subsystem.vendorId'],
    ['gpu.romFile', 'rom'],
    ['lookingGlass', { width: 10, height: 1080, hdr: false, memory: 'shm' }, 'lookingGlass.width'],
    ['lookingGlass', { width: 1920, height: Number.NaN, hdr: false, memory: 'shm' }, 'lookingGlass.height'],
    ['usb', [{ select: { by: 'port', bus: Number.NaN, port: '4.2' }, required: false }], 'usb.0.select.bus'],
    ['usb', [{ select: { by: 'id', vendorId: '', productId: '1234' }, required: false }], 'usb.0.select.vendorId'],
    ['input.evdev', [{ path: '/etc/passwd', grabAll: false }], 'input.evdev.0.path'],
    ['display.keyboard', 'German'],
    ['hooks', [{ at: 'after-stop', argv: ['true'] }], 'hooks.0.argv'],
  ])('has a sentence at %s for %j', (path, wrong, place = path) => {
    const issues = issuesOf(draftOf(setAt({ ...newMachine(), name: 'one' }, path, wrong)));
    const issue = issues.find((found) => found.path === place);
    expect(issue?.message).toMatch(/^[A-Z].*\.$/);
    expect(issue?.message).not.toMatch(/Invalid input|Too (small|big)|expected/);
  });
});
