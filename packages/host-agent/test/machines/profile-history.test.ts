import { join } from 'node:path';
import { openDatabase } from '@baton/db';
import type { Actor } from '@baton/model/access/roles';
import { draftOf, type ProfileDraftInput, profileDraftSchema } from '@baton/model/profile/definition';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACTOR, type House, openHouse } from './house';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(async () => {
  await house.close();
  expect(house.defects).toEqual([]);
});

const OPERATOR: Actor = { ...ACTOR, name: 'ben', role: 'operator' };
const draft = (change: Partial<ProfileDraftInput> = {}) =>
  profileDraftSchema.parse({ name: 'win10', memory: { sizeMiB: 64 }, ...change });
const create = (change: Partial<ProfileDraftInput> = {}, actor = ACTOR) => house.profiles.create(draft(change), actor);
const names = async () => (await house.profiles.list()).map(({ definition }) => definition.name);

describe('the versions of a profile', () => {
  it('are what it was with who made it, and one of them can be made the present one again', async () => {
    const { id, definition } = await create({ notes: 'first' });
    await house.profiles.update(id, 1, draft({ name: 'win11', notes: 'second' }), { ...ACTOR, name: 'ben' });
    const restored = await house.profiles.restore(id, 1, ACTOR);
    expect(restored).toMatchObject({ revision: 3, definition });
    expect(await house.profiles.versions(id)).toMatchObject([
      { revision: 3, actor: 'ana', definition: { notes: 'first', name: 'win10' } },
      { revision: 2, actor: 'ben', definition: { notes: 'second', name: 'win11' } },
      { revision: 1, actor: 'ana', definition: { notes: 'first' } },
    ]);
  });

  it('of a profile that never changed are the present one alone, the demo’s too', async () => {
    expect(await house.profiles.versions('demo')).toMatchObject([{ revision: 1, actor: null }]);
  });

  it('are refused where they cannot be true any more, and change nothing then', async () => {
    const { id } = await create({ notes: 'first' });
    await house.profiles.update(id, 1, draft({ name: 'renamed' }), ACTOR);
    await create({ name: 'win10' });
    await expect(house.profiles.restore(id, 1, ACTOR)).rejects.toMatchObject({
      problem: { code: 'profile.name-taken', field: 'name' },
    });
    await expect(house.profiles.restore(id, 7, ACTOR)).rejects.toMatchObject({
      problem: { code: 'profile.version-not-found', facts: { revision: 7 } },
    });
    expect((await house.profiles.get(id)).revision).toBe(2);
  });
});

describe('a profile that another Baton stored', () => {
  const stored = async (definition: unknown, schemaVersion: number) => {
    await house.stop();
    const database = await openDatabase({ file: join(house.stateDir, 'baton.db') });
    await database.profiles.create({ id: 'stored', name: 'stored', definition, schemaVersion });
    await database.close();
    house = await house.restart();
  };
  const version1 = {
    ...{ schemaVersion: 1, name: 'stored', uuid: '9f0f6d53-2f44-4a5a-8b6e-0d6f0b8d6b0a', memoryMiB: 64, vcpus: 1 },
    ...{ firmware: 'bios', disk: null, iso: null, mac: '52:54:00:00:00:01' },
    gpu: { wanted: false, afterExit: 'host' },
  };

  it('earlier is read in today’s shape, starts, and has what it was among its versions after a change', async () => {
    await stored(version1, 1);
    const { definition, revision } = await house.profiles.get('stored');
    expect(definition).toMatchObject({ schemaVersion: 2, memory: { sizeMiB: 64 }, nics: [{ mac: version1.mac }] });
    const { operationId } = await house.machines.start('stored', { gpu: 'as-profile' }, ACTOR);
    expect(await house.operation(operationId)).toMatchObject({ state: 'succeeded' });
    await house.profiles.update('stored', revision, { ...draftOf(definition), notes: 'new' }, ACTOR);
    expect(await house.profiles.versions('stored')).toMatchObject([
      { revision: 2, definition: { notes: 'new', nics: [{ mac: version1.mac }] } },
      { revision: 1, definition: { memory: { sizeMiB: 64 } } },
    ]);
  });

  it('later is shown as unreadable, says why, and does not hide the others', async () => {
    await stored({ ...version1, schemaVersion: 3 }, 3);
    const view = await house.machines.view('stored');
    expect(view.unreadable).toMatchObject({ code: 'profile.unreadable' });
    expect(JSON.stringify(view.unreadable)).toContain('newer Baton');
    expect(await names()).toEqual(['demo']);
    await house.profiles.remove('stored', { deleteDisk: true }, ACTOR);
  });
});

describe('many profiles', () => {
  it('are deleted one by one, and one that is up does not keep the others', async () => {
    const up = await house.demoProfile('up');
    const { operationId } = await house.machines.start(up, { gpu: 'as-profile' }, ACTOR);
    await house.operation(operationId);
    const others = [await create({ name: 'one' }), await create({ name: 'two' })].map(({ id }) => id);
    const results = await house.profiles.removeMany([up, ...others, 'gone'], { deleteDisk: true }, ACTOR);
    expect(results.map(({ name, problem }) => [name, problem?.code ?? null])).toEqual([
      ['up', 'profile.in-use'],
      ['one', null],
      ['two', null],
      ['', 'profile.not-found'],
    ]);
    expect(await names()).toEqual(['demo', 'up']);
  });
});

describe('arguments and commands as they are', () => {
  const extras = { extraArguments: ['-device', 'edu'] };

  it('need a permission to be written, and none to be left as they are', async () => {
    await expect(create(extras, OPERATOR)).rejects.toMatchObject({
      problem: { code: 'access.forbidden', facts: { permission: 'profile.extra' } },
    });
    const { id, definition } = await create(extras);
    const kept = { ...draftOf(definition), notes: 'kept' };
    await house.profiles.update(id, 1, kept, OPERATOR);
    const without = { ...kept, extraArguments: [] };
    await expect(house.profiles.update(id, 2, without, OPERATOR)).rejects.toMatchObject({
      problem: { code: 'access.forbidden' },
    });
    const hooks = [{ at: 'before-start' as const, argv: ['/bin/true'] }];
    await expect(house.profiles.update(id, 2, { ...kept, hooks }, OPERATOR)).rejects.toMatchObject({
      problem: { code: 'access.forbidden' },
    });
  });

  it('must not fight Baton’s own', async () => {
    await expect(create({ extraArguments: ['-daemonize'] })).rejects.toMatchObject({
      problem: { code: 'extra.fights' },
    });
  });
});

describe('a profile on its way in and out', () => {
  it('comes back from its own JSON, under a name that is free', async () => {
    const { id, definition } = await create({ notes: 'mine', cpu: { cores: 1, hideHypervisor: true } });
    const text = await house.profiles.exportAs(id, 'json');
    const { draft: read } = await house.profiles.readImport(text);
    expect(read.name).toBe('win10 2');
    const { nics: _, ...same } = draftOf(definition);
    expect(read).toMatchObject({ ...same, name: 'win10 2' });
  });

  it.each(['sh', 'libvirt', 'kubevirt', 'argv'] as const)('leaves as %s', async (format) => {
    const { id, definition } = await create({ gpu: { wanted: true }, machine: { firmware: { kind: 'uefi' } } });
    const text = await house.profiles.exportAs(id, format);
    expect(text).toContain(format === 'kubevirt' ? 'VirtualMachine' : definition.uuid);
    expect(text).not.toContain(house.stateDir.concat('/machines'));
  });

  it('is compiled for reading before it is saved, and nothing is made for it', async () => {
    const wanted = draft({ disks: [{ source: { kind: 'new', sizeGiB: 1 } }, { source: { kind: 'new', sizeGiB: 1 } }] });
    const words = (await house.profiles.preview(wanted)).flatMap((argument) => argument.words).join(' ');
    expect(words).toContain('images/win10.qcow2');
    expect(words).toContain('images/win10-2.qcow2');
    expect((await house.storage.list()).map(({ name }) => name)).toEqual(['demo.img']);
  });

  it('can begin with a template that this host takes as it is', async () => {
    house.inventory.has = { ...house.inventory.has, tpm: false, firmware: [] };
    for (const { id, draft: template } of await house.profiles.templates()) {
      const findings = await house.profiles.check(template, null);
      const errors = findings.filter(({ severity }) => severity === 'error').map(({ problem }) => problem);
      expect([id, errors]).toEqual([id, []]);
    }
  });

  it('has several new disks, each with a name of its own', async () => {
    const disks = [{ source: { kind: 'new' as const, sizeGiB: 1 } }, { source: { kind: 'new' as const, sizeGiB: 1 } }];
    const { id, definition } = await create({ disks });
    const paths = definition.disks.map(({ source }) => source.path.split('/').at(-1));
    expect(paths).toEqual(['win10.qcow2', 'win10-2.qcow2']);
    const more = { ...draftOf(definition), disks: [...definition.disks, ...draft({ disks }).disks.slice(0, 1)] };
    const changed = await house.profiles.update(id, 1, more, ACTOR);
    expect(changed.definition.disks.at(-1)?.source.path).toMatch(/win10-3\.qcow2$/);
  });

  it('is pinned to today’s newest machine type when it is made', async () => {
    const { definition } = await create();
    expect(definition.machine.type).toMatch(/^pc-q35-\d+\.\d+$/);
  });
});
