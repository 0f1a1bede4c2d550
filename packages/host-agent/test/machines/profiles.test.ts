import { readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import {
  draftOf,
  type ProfileDefinition,
  type ProfileDraft,
  type ProfileDraftInput,
  profileDraftSchema,
} from '@baton/model/profile/definition';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACTOR, type House, openHouse } from './house';

let house: House;
const capacity = { cpus: 4, cpuVendor: 'other' as const, memory: async () => ({ totalMiB: 8192, availableMiB: 2048 }) };
beforeEach(async () => {
  house = await openHouse({ capacity });
});
afterEach(async () => {
  await house.close();
  expect(house.defects).toEqual([]);
});

const draft = (change: Partial<ProfileDraftInput> = {}): ProfileDraft =>
  profileDraftSchema.parse({
    name: 'win10',
    memory: { sizeMiB: 512 },
    boot: ['cd0'],
    cpu: { cores: 2 },
    gpu: { wanted: true },
    ...change,
  });
const create = (change: Partial<ProfileDraftInput> = {}) => house.profiles.create(draft(change), ACTOR);
const newDisk = (sizeGiB = 1) => ({ source: { kind: 'new' as const, sizeGiB } });
const fileDisk = (path: string, format: 'raw' | 'qcow2' = 'raw') => ({
  source: { kind: 'file' as const, path, format },
});
const diskPath = (profile: { definition: ProfileDefinition }) => profile.definition.disks[0]?.source.path ?? '';
const names = async () => (await house.profiles.list()).map((profile) => profile.definition.name);

describe('a profile that is deleted while somebody starts it', () => {
  it('leaves no process behind that no page shows', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await house.demoProfile(`raced ${round}`, {});
      await Promise.allSettled([
        house.profiles.remove(id, { deleteDisk: false }, ACTOR),
        house.machines.start(id, { gpu: 'as-profile' }, ACTOR),
      ]);
      const listed = (await house.machines.list()).some((machine) => machine.id === id);
      const [operation] = await house.operations.list({ machineId: id, limit: 1 });
      expect([listed, operation !== undefined]).toEqual([listed, listed]);
    }
  });
});

describe('a storage that cannot be written', () => {
  it('costs the demo, and nothing else', async () => {
    const file = join(house.stateDir, 'baton.db');
    const without = await openHouse({ storageFolders: [join(file, 'storage')] });
    expect(await without.profiles.list()).toEqual([]);
    expect(without.defects).toHaveLength(1);
    await without.close();
  });
});

describe('profiles', () => {
  it('begin with the demo, which does not come back once it is deleted', async () => {
    expect(await names()).toEqual(['demo']);
    await house.profiles.remove('demo', { deleteDisk: true }, ACTOR);
    house = await house.restart();
    expect(await names()).toEqual([]);
    expect(await house.storage.list()).toEqual([]);
  });

  it('get an identity of their own, and a copy gets another and no disk', async () => {
    const first = await create({ disks: [newDisk()] });
    expect(first.definition.disks).toMatchObject([
      { source: { kind: 'file', path: expect.stringMatching(/win10\.qcow2$/), format: 'qcow2' } },
    ]);
    const copy = await house.profiles.duplicate(first.id, 'win10 copy', ACTOR);
    expect(copy.definition.disks).toEqual([]);
    expect(copy.definition.uuid).not.toBe(first.definition.uuid);
    expect(copy.definition.nics[0]?.mac).not.toBe(first.definition.nics[0]?.mac);
    expect(copy.definition).toMatchObject({ memory: { sizeMiB: 512 }, cpu: { cores: 2 } });
  });

  it('keep their identity when they are edited, and tell editors apart by revision', async () => {
    const { id, definition } = await create();
    const edited = await house.profiles.update(id, 1, draft({ memory: { sizeMiB: 1024 } }), ACTOR);
    expect(edited).toMatchObject({ revision: 2, definition: { uuid: definition.uuid, nics: definition.nics } });
    await expect(house.profiles.update(id, 1, draft({ memory: { sizeMiB: 256 } }), ACTOR)).rejects.toMatchObject({
      problem: { code: 'profile.changed-meanwhile' },
    });
    expect((await house.profiles.get(id)).definition.memory.sizeMiB).toBe(1024);
  });

  it.each<[string, Partial<ProfileDraftInput>, string, string]>([
    ['a name that is taken, in another case', { name: 'DEMO' }, 'profile.name-taken', 'name'],
    ['more memory than the host has', { memory: { sizeMiB: 8000 } }, 'memory.too-large', 'memory.sizeMiB'],
    ['more vCPUs than the host has', { cpu: { cores: 100 } }, 'vcpus.too-many', 'cpu.cores'],
    ['a disk outside', { disks: [fileDisk('/etc/passwd')] }, 'storage.outside', 'disks.0.source.path'],
    ['an ISO outside', { cdroms: [{ iso: '/dev/cdrom' }] }, 'storage.outside', 'cdroms.0.iso'],
  ])('refuse %s at its field, and change nothing', async (_, change, code, field) => {
    await expect(create(change)).rejects.toMatchObject({ problem: { code, field } });
    expect(await names()).toEqual(['demo']);
    const findings = await house.profiles.check(draft(change), null);
    expect(findings).toContainEqual(expect.objectContaining({ field, severity: 'error' }));
  });

  it('refuse the disk of another machine, also by another name of the same file', async () => {
    const demo = await house.profiles.get('demo');
    const path = diskPath(demo);
    const other = join(house.stateDir, 'storage', 'images', 'other.img');
    await symlink(path, other);
    for (const taken of [path, other]) {
      await expect(create({ disks: [fileDisk(taken, 'raw')] })).rejects.toMatchObject({
        problem: { code: 'storage.in-use', facts: { by: 'demo' }, field: 'disks.0.source.path' },
      });
    }
  });

  it('refuse a qcow2 that is called raw', async () => {
    const first = await create({ disks: [newDisk()] });
    const path = diskPath(first);
    await house.profiles.remove(first.id, { deleteDisk: false }, ACTOR);
    await expect(create({ disks: [fileDisk(path, 'raw')] })).rejects.toMatchObject({
      problem: { code: 'storage.not-an-image', field: 'disks.0.source.path' },
    });
    expect(diskPath(await create({ disks: [fileDisk(path, 'qcow2')] }))).toBe(path);
  });

  it('warn about memory that is not free today, and save it', async () => {
    const large = draft({ memory: { sizeMiB: 4096 } });
    expect(await house.profiles.check(large, null)).toEqual([
      {
        field: 'memory.sizeMiB',
        severity: 'warning',
        problem: expect.objectContaining({ code: 'memory.too-large' }),
        fix: { label: 'use-what-fits', set: [{ path: 'memory.sizeMiB', value: 1536 }] },
      },
    ]);
    expect((await house.profiles.create(large, ACTOR)).definition.memory.sizeMiB).toBe(4096);
  });

  it('do not write over a disk that is there, and leave no disk when the profile cannot be saved', async () => {
    const first = await create({ disks: [newDisk()] });
    await house.profiles.remove(first.id, { deleteDisk: false }, ACTOR);
    await expect(create({ disks: [newDisk()] })).rejects.toMatchObject({
      problem: { code: 'storage.exists', field: 'disks.0.source.sizeGiB' },
    });
    const demo = await house.profiles.get('demo');
    await expect(
      house.profiles.update('demo', demo.revision + 1, draft({ name: 'late', disks: [newDisk()] }), ACTOR),
    ).rejects.toMatchObject({ problem: { code: 'profile.changed-meanwhile' } });
    expect((await readdir(join(house.stateDir, 'storage', 'images'))).sort()).toEqual(['demo.img', 'win10.qcow2']);
  });

  it('cannot be deleted while their machine is up, and say when they differ from what runs', async () => {
    const id = await house.demoProfile('busy');
    const { operationId } = await house.machines.start(id, { gpu: 'as-profile' }, ACTOR);
    await house.operation(operationId);
    await expect(house.profiles.remove(id, { deleteDisk: true }, ACTOR)).rejects.toMatchObject({
      problem: { code: 'profile.in-use', facts: { name: 'busy' } },
    });
    const { definition, revision, differsFromRunning } = await house.profiles.get(id);
    expect(differsFromRunning).toBe(false);
    const larger = { ...draftOf(definition), memory: { ...definition.memory, sizeMiB: 128 } };
    expect(await house.profiles.update(id, revision, larger, ACTOR)).toMatchObject({
      differsFromRunning: true,
    });
  });
});
