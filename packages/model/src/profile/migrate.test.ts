import { describe, expect, it } from 'vitest';
import { ZodError } from 'zod';
import { NewerProfile, readDefinition } from './migrate';
import { generateProfile } from './testing/generate';
import { seededRandom } from './testing/random';

const version1 = {
  schemaVersion: 1,
  name: 'win10',
  uuid: '6f1c2f0e-4a53-4c8e-9d1b-0c6a8a4a7c11',
  memoryMiB: 4096,
  vcpus: 4,
  firmware: 'uefi',
  disk: { path: '/srv/baton/win10.qcow2', format: 'qcow2', bus: 'sata' },
  iso: '/srv/baton/win10.iso',
  gpu: { wanted: true, afterExit: 'off', battery: { when: 'below', percent: 30, action: 'refuse' } },
  mac: '52:54:00:12:34:56',
};

describe('a stored profile', () => {
  it('of version 1 keeps everything that it said', () => {
    expect(readDefinition(version1)).toMatchObject({
      schemaVersion: 2,
      name: 'win10',
      uuid: version1.uuid,
      machine: { type: null, firmware: { kind: 'uefi', secureBoot: false, flash: 'auto' } },
      cpu: { model: 'host', sockets: 1, cores: 4, threads: 1, hideHypervisor: false, hyperv: { preset: 'off' } },
      memory: { sizeMiB: 4096, hugepages: null },
      disks: [{ source: { kind: 'file', path: '/srv/baton/win10.qcow2', format: 'qcow2' }, bus: 'sata' }],
      cdroms: [{ iso: '/srv/baton/win10.iso' }],
      nics: [{ mac: version1.mac, model: 'virtio', connection: { kind: 'user', forwards: [] } }],
      gpu: { ...version1.gpu, subsystem: { from: 'card' } },
      boot: ['disk0', 'cd0'],
    });
  });

  it('of version 1 may have had neither disk nor disc', () => {
    expect(readDefinition({ ...version1, disk: null, iso: null })).toMatchObject({
      disks: [],
      cdroms: [{ iso: null }],
    });
  });

  it('of today is read as it was written', () => {
    const random = seededRandom(2);
    for (let n = 0; n < 100; n++) {
      const profile = generateProfile(random);
      expect(readDefinition(JSON.parse(JSON.stringify(profile)))).toEqual(profile);
    }
  });

  it('of a newer Baton is told apart from a damaged one', () => {
    expect(() => readDefinition({ schemaVersion: 3, name: 'x' })).toThrow(NewerProfile);
    expect(() => readDefinition({ ...version1, mac: 7 })).toThrow(ZodError);
    for (const damaged of [null, 'text', {}, [], { schemaVersion: 0 }, { schemaVersion: 1.5 }, { schemaVersion: -1 }]) {
      expect(() => readDefinition(damaged)).toThrow(ZodError);
    }
  });
});
