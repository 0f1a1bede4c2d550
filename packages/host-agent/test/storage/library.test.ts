import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProfileDefinition } from '@baton/model/profile/definition';
import { describe, expect, it, onTestFinished } from 'vitest';
import { qemuImg } from '../../src/adapters/linux/qemu-img';
import { OWNER } from '../handover/kit';
import { until } from '../until';
import { gate, openLibrary } from './kit';

const MIB = 1024 * 1024;
const QEMU = '/usr/bin/qemu-system-x86_64';
const order = { name: 'data', sizeGiB: 1, format: 'qcow2', preallocate: false } as const;

const names = (...paths: readonly string[]): Pick<ProfileDefinition, 'disks' | 'cdroms' | 'gpu'> => {
  const [disk = '', iso = null, romFile = null] = paths;
  return {
    disks: [{ source: { kind: 'file', path: disk, format: 'raw' } } as ProfileDefinition['disks'][number]],
    cdroms: [{ iso }],
    gpu: { romFile } as ProfileDefinition['gpu'],
  };
};

describe('the list of files', () => {
  it('names images, discs and ROMs with their users, and no links, folders or half-made files', async () => {
    const { store } = await openLibrary();
    for (const folder of ['images', 'roms', '.hidden']) await mkdir(join(store, folder));
    for (const name of ['images/b.img', 'a.iso', 'roms/c.bin', 'images/.half.new', '.hidden/d.img', 'images/e.bin']) {
      await writeFile(join(store, name), 'x');
    }
    await symlink('/etc/passwd', join(store, 'passwd'));
    const at = (name: string) => join(store, name);
    const profiles = [
      { name: 'win10', definition: names(at('images/b.img'), at('a.iso'), at('roms/c.bin')) },
      { name: 'damaged', definition: null },
    ];
    const { storage } = await openLibrary({ store, profiles });
    const common = { sizeBytes: 1, usedBy: 'win10' };
    expect(await storage.list()).toEqual([
      { ...common, path: at('a.iso'), name: 'a.iso', kind: 'iso', format: 'raw' },
      { ...common, path: at('images/b.img'), name: 'b.img', kind: 'disk', format: 'raw' },
      { ...common, path: at('roms/c.bin'), name: 'c.bin', kind: 'rom', format: null },
      { ...common, path: at('images/e.bin'), name: 'e.bin', kind: 'disk', format: 'raw', usedBy: null },
    ]);
  });
});

describe('removing a file', () => {
  it('is refused while a profile names it, also by another path', async () => {
    const { store } = await openLibrary();
    await writeFile(join(store, 'a.img'), 'x');
    await symlink('a.img', join(store, 'alias.img'));
    const profiles = [{ name: 'win10', definition: names(join(store, 'alias.img')) }];
    const { storage, changes } = await openLibrary({ store, profiles });
    for (const name of ['a.img', 'alias.img']) {
      await expect(storage.remove(join(store, name), OWNER)).rejects.toMatchObject({
        problem: { code: 'storage.in-use', facts: { by: 'win10' } },
      });
    }
    expect(existsSync(join(store, 'a.img'))).toBe(true);
    expect(changes()).toBe(0);
  });

  it('is refused outside the storage folders, and for what is no file', async () => {
    const { storage, store } = await openLibrary();
    await expect(storage.remove('/etc/passwd', OWNER)).rejects.toMatchObject({ problem: { code: 'storage.outside' } });
    await expect(storage.remove(join(store, '..', 'x'), OWNER)).rejects.toMatchObject({
      problem: { code: 'storage.outside' },
    });
    await mkdir(join(store, 'images'));
    await expect(storage.remove(join(store, 'images'), OWNER)).rejects.toMatchObject({
      problem: { code: 'storage.not-a-file' },
    });
  });

  it('removes what nobody uses, and tells it', async () => {
    const { storage, store, changes, told } = await openLibrary();
    await writeFile(join(store, 'a.iso'), 'x');
    await storage.remove(join(store, 'a.iso'), OWNER);
    expect(await readdir(store)).toEqual([]);
    expect(changes()).toBe(1);
    expect(told).toEqual([`${OWNER.name}: a.iso deleted from the library`]);
  });

  it.runIf(existsSync(QEMU))('is refused while any QEMU has it open, whatever the profiles say', async () => {
    const { storage, store, files } = await openLibrary();
    const path = join(store, 'a.img');
    await writeFile(path, Buffer.alloc(MIB));
    const drive = `file=${path},format=raw,if=ide`;
    const qemu = spawn(QEMU, ['-S', '-display', 'none', '-machine', 'pc,accel=tcg', '-m', '16', '-drive', drive]);
    onTestFinished(() => void qemu.kill('SIGKILL'));
    await until('the lock', () => files.isLocked(path));
    await expect(storage.remove(path, OWNER)).rejects.toMatchObject({ problem: { code: 'storage.in-use' } });
    expect(existsSync(path)).toBe(true);
  });
});

describe('a disk on order', () => {
  it('is made by an operation, and listed', async () => {
    const { storage, store, recorder, changes } = await openLibrary();
    const { operationId, path } = await storage.createDisk(order, OWNER);
    expect(path).toBe(join(store, 'images/data.qcow2'));
    await recorder.last.over;
    expect(recorder.last).toMatchObject({ id: operationId, state: 'succeeded', story: ['create-disk done'] });
    expect(recorder.last.spec.subject).toEqual({ kind: 'storage', id: path, name: 'data.qcow2' });
    expect((await storage.list()).map(({ name, format }) => [name, format])).toEqual([['data.qcow2', 'qcow2']]);
    expect(changes()).toBe(1);
    expect(await storage.cancelCreate(operationId, OWNER)).toBe(false);
  });

  it.each(['qcow2', 'raw'] as const)('as %s takes all of its space at once when it is to', async (format) => {
    const { disks } = await openLibrary();
    const path = await disks.make({ fileName: 'whole', format, sizeBytes: 16 * MIB, preallocate: true });
    expect((await stat(path)).blocks * 512).toBeGreaterThanOrEqual(16 * MIB);
    expect(await qemuImg().info(path)).toMatchObject({ format, virtualSizeBytes: 16 * MIB });
  });

  it('tells how far it is', async () => {
    const written = gate();
    const { storage, recorder } = await openLibrary({
      images: {
        create: async (path) => {
          await writeFile(path, Buffer.alloc(3 * MIB, 'x'));
          await written.passed;
        },
      },
      files: { freeBytes: async () => 10 * 1024 ** 3 },
    });
    await storage.createDisk({ ...order, preallocate: true }, OWNER);
    await until('a word of it', () => recorder.last.steps[0]?.detail === '3 MiB of 1 GiB');
    written.open();
    await recorder.last.over;
    expect(recorder.last.state).toBe('succeeded');
  });

  it('that is cancelled ends its program and leaves nothing behind', async () => {
    const { storage, store, recorder } = await openLibrary({
      images: {
        create: async (path, image, signal) => {
          await writeFile(path, 'half');
          // A program that would take for ever, ended as qemu-img is.
          const child = spawn('sleep', ['1000']);
          signal?.addEventListener('abort', () => child.kill());
          await new Promise((resolve) => child.once('exit', resolve));
          return qemuImg().create(path, image, signal);
        },
      },
    });
    const { operationId, path } = await storage.createDisk(order, OWNER);
    await until('it to have begun', async () => (await readdir(join(store, 'images')).catch(() => [])).length > 0);
    expect(await storage.cancelCreate(operationId, OWNER)).toBe(true);
    await recorder.last.over;
    expect(recorder.last).toMatchObject({ state: 'undone', problem: { code: 'storage.cancelled', facts: { path } } });
    expect(await readdir(join(store, 'images'))).toEqual([]);
  });

  it('that does not fit, or whose name is taken, fails as an operation', async () => {
    const full = await openLibrary({ files: { freeBytes: async () => 300 * MIB } });
    await full.storage.createDisk({ ...order, preallocate: true }, OWNER);
    await full.recorder.last.over;
    expect(full.recorder.last).toMatchObject({ state: 'failed', problem: { code: 'storage.full' } });
    const { storage, recorder } = await openLibrary();
    await storage.createDisk(order, OWNER);
    await recorder.last.over;
    await storage.createDisk(order, OWNER);
    await recorder.last.over;
    expect(recorder.last).toMatchObject({ state: 'failed', problem: { code: 'storage.exists' } });
  });

  it('that breaks is a defect with a reference, and keeps its own name to itself', async () => {
    const broken = await openLibrary({ images: { create: () => Promise.reject(new Error('broken')) } });
    await broken.storage.createDisk(order, OWNER);
    await broken.recorder.last.over;
    expect(broken.recorder.last.problem).toEqual({ code: 'internal', facts: { reference: 'defect 1' } });
    const missing = await openLibrary({ images: { create: qemuImg('/nonexistent/qemu-img').create } });
    await missing.storage.createDisk(order, OWNER);
    await missing.recorder.last.over;
    expect(missing.recorder.last.problem).toMatchObject({ code: 'qemu-img.missing' });
  });

  it.each(['../x', 'a/b', '', '.x', 'a,b', 'x'.repeat(300)])('is not called %j', async (name) => {
    const { storage, recorder } = await openLibrary();
    await expect(storage.createDisk({ ...order, name }, OWNER)).rejects.toMatchObject({
      problem: { code: 'storage.bad-name', field: 'name' },
    });
    expect(recorder.operations).toEqual([]);
  });

  it('half-made by an agent that was killed is gone after the next start', async () => {
    const { disks, store } = await openLibrary();
    await mkdir(join(store, 'images'));
    await writeFile(join(store, 'images/.6f1c2f0e-4a53-4c8e-9d1b-0c6a8a4a7c11.new'), 'half');
    await writeFile(join(store, 'images/.mine.new'), 'not ours');
    await disks.sweep();
    expect(await readdir(join(store, 'images'))).toEqual(['.mine.new']);
  });
});
