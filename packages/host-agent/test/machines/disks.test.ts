import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linuxStorageFiles } from '../../src/adapters/linux/storage-files';
import { until } from '../until';
import { ACTOR, type House, openHouse } from './house';

const run = promisify(execFile);
const MIB = 1024 ** 2;

let house: House;
let folder: string;
beforeAll(async () => {
  house = await openHouse();
  folder = join(house.stateDir, 'storage', 'images');
});
afterAll(async () => {
  await house.close();
  expect(house.defects).toEqual([]);
});

const disks = () => house.machineDisks;
const code = (expected: string) => ({ problem: { code: expected } });
const qcow2 = async (name: string) => {
  const path = join(folder, name);
  await run('qemu-img', ['create', '-q', '-f', 'qcow2', path, '64M']);
  return { source: { kind: 'file' as const, path, format: 'qcow2' as const } };
};
/** The demo guest on its raw disk, and qcow2 disks beside it. */
const machine = async (name: string) => {
  await linuxStorageFiles().ensureFolder(folder);
  const first = await qcow2(`${name}-a.qcow2`);
  const second = await qcow2(`${name}-b.qcow2`);
  return house.demoProfile(name, { disks: [first, second] });
};
const start = async (id: string) =>
  expect(await house.operation((await house.machines.start(id, { gpu: 'without' }, ACTOR)).operationId)).toMatchObject({
    state: 'succeeded',
  });

describe('the disks of a machine on a real QEMU', () => {
  it('keeps states of all disks, taken while it is up or stopped, and goes back to one only while it is stopped', async () => {
    const id = await machine('states');
    await disks().takeSnapshot(id, { name: 'off', freeze: true }, ACTOR);
    await start(id);
    await disks().takeSnapshot(id, { name: 'on', freeze: true }, ACTOR);
    const up = await disks().view(id);
    expect(up.snapshots.map(({ name, disks: places, frozen }) => ({ name, places, frozen }))).toEqual([
      { name: 'on', places: [0, 1], frozen: false },
      { name: 'off', places: [0, 1], frozen: null },
    ]);
    expect(up.revertRefusal?.code).toBe('snapshot.revert-up');
    await expect(disks().takeSnapshot(id, { name: 'on', freeze: false }, ACTOR)).rejects.toMatchObject(
      code('snapshot.exists'),
    );
    await expect(disks().revert(id, 'off', ACTOR)).rejects.toMatchObject(code('snapshot.revert-up'));
    await disks().removeSnapshot(id, 'on', ACTOR);
    await expect(disks().removeSnapshot(id, 'on', ACTOR)).rejects.toMatchObject(code('snapshot.not-found'));
    await house.machines.forceOff(id, ACTOR);
    await run('qemu-io', ['-c', 'write -P 7 0 1M', join(folder, 'states-a.qcow2')]);
    const reverting = disks().revert(id, 'off', ACTOR);
    await reverting;
    const { stdout } = await run('qemu-io', ['-c', 'read -P 0 0 1M', join(folder, 'states-a.qcow2')]);
    expect(stdout).not.toContain('verification failed');
    expect((await disks().view(id)).snapshots.map(({ name }) => name)).toEqual(['off']);
  });

  it('begins no start while its disks go back, and deletes no profile', async () => {
    const id = await machine('claimed');
    await disks().takeSnapshot(id, { name: 'one', freeze: false }, ACTOR);
    const reverting = disks().revert(id, 'one', ACTOR);
    await until('the claim', async () =>
      house.machines.start(id, { gpu: 'without' }, ACTOR).then(
        () => Promise.reject(new Error('it started')),
        (error) => error.problem?.code === 'disk.busy',
      ),
    );
    await expect(house.profiles.remove(id, { deleteDisk: false }, ACTOR)).rejects.toMatchObject(code('disk.busy'));
    await reverting;
    await start(id);
    await house.machines.forceOff(id, ACTOR);
  });

  it('grows a disk, up and stopped, and never shrinks one', async () => {
    const id = await machine('growing');
    await disks().resize(id, { disk: 0, bytes: 80 * MIB }, ACTOR);
    await start(id);
    await disks().resize(id, { disk: 0, bytes: 96 * MIB }, ACTOR);
    expect((await disks().view(id)).disks[0]).toMatchObject({ virtualBytes: 96 * MIB, format: 'qcow2' });
    for (const bytes of [96 * MIB, 32 * MIB]) {
      await expect(disks().resize(id, { disk: 0, bytes }, ACTOR)).rejects.toMatchObject(code('disk.shrink'));
    }
    await expect(disks().resize(id, { disk: 0, bytes: 97 * MIB + 1 }, ACTOR)).rejects.toMatchObject(
      code('disk.bad-size'),
    );
    await expect(disks().resize(id, { disk: 7, bytes: 97 * MIB }, ACTOR)).rejects.toMatchObject(code('disk.not-found'));
    await house.machines.forceOff(id, ACTOR);
  });

  it('copies a raw disk of a machine that is up into a qcow2 of the library, says why it has no snapshots, and nothing is left open', async () => {
    const id = await house.demoProfile('copied');
    await start(id);
    const view = await disks().view(id);
    expect(view.disks[0]?.snapshotRefusal).toMatchObject({ code: 'snapshot.cannot', facts: { because: 'raw' } });
    expect(view.snapshotRefusal?.code).toBe('snapshot.none-possible');
    const order = { disk: 0, name: 'copy', freeze: true };
    const { operationId } = await disks().backUp(id, order, ACTOR);
    expect(await house.operation(operationId)).toMatchObject({ kind: 'backup', state: 'succeeded' });
    expect((await disks().view(id)).backupOperationId).toBe(operationId);
    const nodes = await house.processes()[0]?.session?.executeRaw('query-named-block-nodes', { flat: true });
    expect(JSON.stringify(nodes)).not.toContain('baton-backup');
    await expect(disks().backUp(id, order, ACTOR)).rejects.toMatchObject(code('storage.exists'));
    await house.machines.forceOff(id, ACTOR);
    const same = await run('qemu-img', ['compare', join(folder, 'copied.img'), join(folder, 'copy.qcow2')]);
    expect(same.stdout).toContain('identical');
    const stopped = await disks().backUp(id, { ...order, name: 'cold.qcow2' }, ACTOR);
    const whole = {
      state: 'succeeded',
      steps: [{ state: 'done', detail: expect.stringMatching(/^100 % · (\d+ MiB) of \1$/) }],
    };
    for (const each of [operationId, stopped.operationId]) expect(await house.operation(each)).toMatchObject(whole);
  });

  it('cancels a backup that is under way, and leaves no file; one that its machine ends with says so', async () => {
    const id = await machine('cancelled');
    await run('qemu-io', ['-c', 'write -P 7 0 48M', join(folder, 'cancelled-a.qcow2')]);
    await start(id);
    const { session } = house.processes()[0] ?? {};
    const slowly = async (name: string) => {
      const { operationId } = await disks().backUp(id, { disk: 0, name, freeze: false }, ACTOR);
      await until('the job', async () =>
        session?.executeRaw('block-job-set-speed', { device: 'baton-backup', speed: 65536 }).then(
          () => true,
          async () => (await house.operations.get(operationId)).state !== 'running',
        ),
      );
      return operationId;
    };
    const one = await slowly('one');
    await expect(disks().takeSnapshot(id, { name: 'beside', freeze: false }, ACTOR)).rejects.toMatchObject(
      code('disk.busy'),
    );
    expect(await disks().cancelBackup(one, ACTOR)).toBe(true);
    expect(await house.operation(one)).toMatchObject({ state: 'undone', problem: { code: 'storage.cancelled' } });
    const two = await slowly('two');
    await house.machines.forceOff(id, ACTOR);
    expect(await house.operation(two)).toMatchObject({ state: 'failed', problem: { code: 'backup.machine-ended' } });
    const names = await linuxStorageFiles().names(folder);
    expect(names.filter((name) => /^one|^two|\.new$/.test(name))).toEqual([]);
  });
});

describe('the monitor of a machine', () => {
  it('lists what may be sent, carries it out, and keeps the machine for Baton', async () => {
    const id = await house.demoProfile('spoken');
    expect(await house.monitor.commands(id)).toEqual([]);
    await expect(house.monitor.execute(id, { execute: 'query-status' }, ACTOR)).rejects.toMatchObject(
      code('monitor.not-up'),
    );
    await start(id);
    const commands = await house.monitor.commands(id);
    expect(commands.find(({ name }) => name === 'device_del')?.arguments).toEqual([
      { name: 'id', type: 'str', optional: false },
    ]);
    expect(await house.monitor.execute(id, { execute: 'query-status' }, ACTOR)).toMatchObject({
      ok: true,
      answer: { status: 'running' },
    });
    expect(commands.some(({ name }) => name === 'quit')).toBe(false);
    const noDevice = { execute: 'device_del', arguments: { id: 'extra' } };
    expect(await house.monitor.execute(id, noDevice, ACTOR)).toMatchObject({ ok: false });
    await expect(house.monitor.execute(id, { execute: 'no-such' }, ACTOR)).rejects.toMatchObject(
      code('monitor.refused'),
    );
    await expect(house.monitor.execute(id, { execute: 'quit' }, ACTOR)).rejects.toMatchObject(code('monitor.refused'));
    await house.machines.forceOff(id, ACTOR);
  });
});
