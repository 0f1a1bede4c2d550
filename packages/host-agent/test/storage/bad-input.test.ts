import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { qemuImg } from '../../src/adapters/linux/qemu-img';
import { linuxStorageFiles } from '../../src/adapters/linux/storage-files';
import type { ImageTool } from '../../src/ports/images';
import { AllowedPaths } from '../../src/storage/allowed-paths';
import { Disks } from '../../src/storage/disks';
import { createStorageService } from '../../src/storage/storage';

let top: string;
let store: string;
const files = linuxStorageFiles();

beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), 'bs-'));
  store = join(top, 'storage');
  await mkdir(join(store, 'images'), { recursive: true });
});
afterEach(() => rm(top, { recursive: true, force: true }));

const disksWith = (change: { images?: Partial<ImageTool>; freeBytes?: number } = {}) => {
  const { freeBytes } = change;
  const storage = freeBytes === undefined ? files : { ...files, freeBytes: async () => freeBytes };
  const allowed = new AllowedPaths(storage, [store]);
  return new Disks({ files: storage, images: { ...qemuImg(), ...change.images }, allowed });
};
const raw = (path: string) => ({ path, format: 'raw', bus: 'sata' }) as const;
const qcow2 = (path: string) => ({ path, format: 'qcow2', bus: 'sata' }) as const;
const left = () => readdir(join(store, 'images'));

describe('a disk path', () => {
  it.each([
    ['outside', '/etc/passwd'],
    ['outside by dots', 'images/../../outside.img'],
    ['the folder’s namesake', '../storage-two/disk.img'],
  ])('is refused %s the storage folders, without a look at it', async (_, path) => {
    await writeFile(join(top, 'outside.img'), 'x');
    const whole = path.startsWith('/') ? path : join(store, path);
    await expect(disksWith().check(raw(whole))).rejects.toMatchObject({ problem: { code: 'storage.outside' } });
  });

  it('is refused when a link leads out, and taken when the link stays inside', async () => {
    await writeFile(join(top, 'secret'), 'x');
    await symlink(join(top, 'secret'), join(store, 'images', 'out.img'));
    await expect(disksWith().check(raw(join(store, 'images', 'out.img')))).rejects.toMatchObject({
      problem: { code: 'storage.symlink-out', facts: { target: join(top, 'secret') } },
    });
    await writeFile(join(store, 'images', 'real.img'), 'x');
    await symlink('real.img', join(store, 'images', 'in.img'));
    expect(await disksWith().check(raw(join(store, 'images', 'in.img')))).toBe(join(store, 'images', 'real.img'));
  });

  it('is refused when a folder on the way leads out', async () => {
    await mkdir(join(top, 'elsewhere'));
    await writeFile(join(top, 'elsewhere', 'disk.img'), 'x');
    await symlink(join(top, 'elsewhere'), join(store, 'linked'));
    await expect(disksWith().check(raw(join(store, 'linked', 'disk.img')))).rejects.toMatchObject({
      problem: { code: 'storage.symlink-out' },
    });
  });

  it('is refused when it is missing, a folder, or a link to itself', async () => {
    const check = (name: string) => disksWith().check(raw(join(store, name)));
    await expect(check('nothing.img')).rejects.toMatchObject({ problem: { code: 'storage.missing' } });
    await expect(check('images')).rejects.toMatchObject({ problem: { code: 'storage.not-a-file' } });
    await symlink('loop.img', join(store, 'loop.img'));
    await expect(check('loop.img')).rejects.toMatchObject({ problem: { code: 'storage.not-a-file' } });
  });

  it('is refused when it is not of the named format', async () => {
    const path = join(store, 'images', 'text.qcow2');
    await writeFile(path, 'not an image'.repeat(100));
    await expect(disksWith().check(qcow2(path))).rejects.toMatchObject({ problem: { code: 'storage.not-an-image' } });
  });

  it('is refused when the image reads from a file outside', async () => {
    await writeFile(join(top, 'secret'), 'x'.repeat(512));
    const path = join(store, 'images', 'overlay.qcow2');
    await execa('qemu-img', ['create', '-q', '-f', 'qcow2', '-F', 'raw', '-b', join(top, 'secret'), path]);
    await expect(disksWith().check(qcow2(path))).rejects.toMatchObject({
      problem: { code: 'storage.not-an-image', facts: { words: expect.stringContaining(join(top, 'secret')) } },
    });
  });

  it('is refused when an image that it reads from reads from a file outside', async () => {
    await writeFile(join(top, 'secret'), 'x'.repeat(512));
    const [middle, path] = [join(store, 'images', 'middle.qcow2'), join(store, 'images', 'overlay.qcow2')];
    await execa('qemu-img', ['create', '-q', '-f', 'qcow2', '-F', 'raw', '-b', join(top, 'secret'), middle]);
    await execa('qemu-img', ['create', '-q', '-f', 'qcow2', '-F', 'qcow2', '-b', middle, path]);
    await expect(disksWith().check(qcow2(path))).rejects.toMatchObject({
      problem: { code: 'storage.not-an-image', facts: { words: expect.stringContaining(join(top, 'secret')) } },
    });
  });

  it('is refused when what it reads from is no plain path', async () => {
    const path = join(store, 'images', 'overlay.qcow2');
    const json = `json:${JSON.stringify({ driver: 'raw', file: { driver: 'file', filename: '/etc/passwd' } })}`;
    await execa('qemu-img', ['create', '-q', '-u', '-f', 'qcow2', '-F', 'raw', '-b', json, path, '1M']);
    await expect(disksWith().check(qcow2(path))).rejects.toMatchObject({ problem: { code: 'storage.not-an-image' } });
  });

  it('is taken with a chain of images inside the storage folders', async () => {
    const [base, path] = [join(store, 'images', 'base.qcow2'), join(store, 'images', 'overlay.qcow2')];
    await execa('qemu-img', ['create', '-q', '-f', 'qcow2', base, '1M']);
    await execa('qemu-img', ['create', '-q', '-f', 'qcow2', '-F', 'qcow2', '-b', 'base.qcow2', path]);
    expect(await disksWith().check(qcow2(path))).toBe(path);
  });

  it('is taken when the storage folder itself is a link', async () => {
    const link = join(top, 'link');
    await symlink(store, link);
    await writeFile(join(store, 'images', 'a.img'), 'x');
    const disks = new Disks({ files, images: qemuImg(), allowed: new AllowedPaths(files, [link]) });
    expect(await disks.check(raw(join(link, 'images', 'a.img')))).toBe(join(store, 'images', 'a.img'));
  });
});

describe('a new disk', () => {
  it('is a qcow2 of the size asked for, and takes next to no space', async () => {
    const path = await disksWith().create('win 10', 40);
    expect(await qemuImg().info(path)).toMatchObject({ format: 'qcow2', virtualSizeBytes: 40 * 1024 ** 3 });
    expect(await left()).toEqual(['win 10.qcow2']);
  });

  it('is never written over a file', async () => {
    const path = await disksWith().create('twice', 1);
    await expect(disksWith().create('twice', 1)).rejects.toMatchObject({
      problem: { code: 'storage.exists', facts: { path } },
    });
    expect(await left()).toEqual(['twice.qcow2']);
  });

  it('is never written over a file that appears meanwhile', async () => {
    const target = join(store, 'images', 'raced.qcow2');
    const images: Partial<ImageTool> = {
      createQcow2: async (path, sizeBytes) => {
        await qemuImg().createQcow2(path, sizeBytes);
        await writeFile(target, 'somebody else');
      },
    };
    await expect(disksWith({ images }).create('raced', 1)).rejects.toMatchObject({
      problem: { code: 'storage.exists' },
    });
    expect(await left()).toEqual(['raced.qcow2']);
  });

  it('is refused on a full disk, and leaves nothing behind', async () => {
    await expect(disksWith({ freeBytes: 1024 }).create('full', 10)).rejects.toMatchObject({
      problem: { code: 'storage.full', facts: { freeBytes: 1024 } },
    });
    expect(await left()).toEqual([]);
  });

  it('leaves nothing behind when qemu-img fails half-way', async () => {
    const images: Partial<ImageTool> = {
      createQcow2: async (path) => {
        await writeFile(path, 'half');
        throw new Error('No space left on device');
      },
    };
    await expect(disksWith({ images }).create('half', 10)).rejects.toThrow('No space left');
    expect(await left()).toEqual([]);
  });

  it('says so when qemu-img is missing, or refuses', async () => {
    const missing = { images: qemuImg('/nonexistent/qemu-img') };
    await expect(disksWith(missing).create('none', 1)).rejects.toMatchObject({ problem: { code: 'qemu-img.missing' } });
    const path = join(top, 'nowhere', 'a.qcow2');
    await expect(qemuImg().createQcow2(path, 1024)).rejects.toMatchObject({
      problem: { code: 'storage.create-failed', facts: { path } },
    });
  });
});

describe('the list of files', () => {
  it('names images and ISOs with their users, and no links, folders or half-made files', async () => {
    await writeFile(join(store, 'images', 'b.img'), 'x');
    await writeFile(join(store, 'a.iso'), 'xy');
    await writeFile(join(store, 'images', '.half.new'), 'x');
    await symlink('/etc/passwd', join(store, 'passwd'));
    const users = async () => new Map([[join(store, 'images', 'b.img'), 'win10']]);
    expect(await createStorageService(files, [store, join(top, 'missing')], users).list()).toEqual([
      { path: join(store, 'a.iso'), name: 'a.iso', kind: 'iso', format: 'raw', sizeBytes: 2, usedBy: null },
      {
        path: join(store, 'images', 'b.img'),
        name: 'b.img',
        kind: 'disk',
        format: 'raw',
        sizeBytes: 1,
        usedBy: 'win10',
      },
    ]);
  });
});
