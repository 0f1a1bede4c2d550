import { link, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostBlockDevice } from '@baton/model/host/hardware';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { qemuImg } from '../../src/adapters/linux/qemu-img';
import { linuxStorageFiles } from '../../src/adapters/linux/storage-files';
import type { ImageTool } from '../../src/ports/images';
import { AllowedPaths } from '../../src/storage/allowed-paths';
import { Disks } from '../../src/storage/disks';

let top: string;
let store: string;
const files = linuxStorageFiles();

beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), 'bs-'));
  store = join(top, 'storage');
  await mkdir(join(store, 'images'), { recursive: true });
});
afterEach(() => rm(top, { recursive: true, force: true }));

interface Change {
  readonly images?: Partial<ImageTool>;
  readonly freeBytes?: number;
  readonly device?: Partial<HostBlockDevice> | null;
}
const disksWith = (change: Change = {}) => {
  const { freeBytes, device = null } = change;
  const storage = freeBytes === undefined ? files : { ...files, freeBytes: async () => freeBytes };
  const allowed = new AllowedPaths(storage, [store]);
  const blockDevice = async (path: string) =>
    device && { path, sizeBytes: 1, model: '', usedAs: null, usedBy: null, ...device };
  return new Disks({ files: storage, images: { ...qemuImg(), ...change.images }, allowed, blockDevice });
};
const raw = (path: string) => ({ source: { kind: 'file', path, format: 'raw' } }) as const;
const qcow2 = (path: string) => ({ source: { kind: 'file', path, format: 'qcow2' } }) as const;
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

  it('of a disc is refused when it is a folder, as a disk’s is', async () => {
    await mkdir(join(store, 'folder.iso'));
    await expect(new AllowedPaths(files, [store]).resolve(join(store, 'folder.iso'))).rejects.toMatchObject({
      problem: { code: 'storage.not-a-file' },
    });
  });

  it('is taken when the storage folder itself is a link', async () => {
    const link = join(top, 'link');
    await symlink(store, link);
    await writeFile(join(store, 'images', 'a.img'), 'x');
    const allowed = new AllowedPaths(files, [link]);
    const disks = new Disks({ files, images: qemuImg(), allowed, blockDevice: async () => null });
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
      create: async (path, image) => {
        await qemuImg().create(path, image);
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
      create: async (path) => {
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
    await expect(
      qemuImg().create(path, { format: 'qcow2', sizeBytes: 1024, preallocate: false }),
    ).rejects.toMatchObject({
      problem: { code: 'storage.create-failed', facts: { path } },
    });
  });
});

describe('a disk of the host', () => {
  const block = { source: { kind: 'block', path: '/dev/disk/by-id/x' } } as const;

  it('is refused when there is no such device, or it is something else', async () => {
    const gone = { ...block, source: { ...block.source, path: '/dev/disk/by-id/surely-gone' } };
    await expect(disksWith({ device: {} }).check(gone)).rejects.toMatchObject({
      problem: { code: 'storage.not-a-block-device', facts: { path: '/dev/disk/by-id/surely-gone' } },
    });
    const character = { source: { kind: 'block', path: '/dev/null' } } as const;
    await expect(disksWith({ device: {} }).check(character)).rejects.toMatchObject({
      problem: { code: 'storage.not-a-block-device' },
    });
  });

  it.each([
    ['mount', '/home'],
    ['swap', null],
    ['lvm', 'vg0'],
    ['machine', 'win10'],
  ] as const)('is refused while it is used as %s', async (usedAs, usedBy) => {
    const asDevice = { ...files, look: async () => ({ kind: 'block', realPath: '/dev/sdb' }) as const };
    const device = { path: '/dev/disk/by-id/x', sizeBytes: 1, model: 'x', usedAs, usedBy };
    const disks = (found: typeof device | null) =>
      new Disks({
        files: asDevice,
        images: qemuImg(),
        allowed: new AllowedPaths(files, [store]),
        blockDevice: async () => found,
      });
    await expect(disks(device).check(block)).rejects.toMatchObject({
      problem: { code: 'storage.block-used', facts: { path: block.source.path, as: usedAs, by: usedBy } },
    });
    await expect(disks(null).check(block)).rejects.toMatchObject({ problem: { code: 'storage.not-a-block-device' } });
  });

  it('that nobody uses is taken by the name that the kernel has for it', async () => {
    const asDevice = { ...files, look: async () => ({ kind: 'block', realPath: '/dev/sdb' }) as const };
    const device = { path: '/dev/disk/by-id/x', sizeBytes: 1, model: 'x', usedAs: null, usedBy: null };
    const allowed = new AllowedPaths(files, [store]);
    const disks = new Disks({ files: asDevice, images: qemuImg(), allowed, blockDevice: async () => device });
    expect(await disks.check(block)).toBe('/dev/sdb');
  });
});

describe('an image that the host itself uses', () => {
  const onFixture = async (name: string, attribute: string, text: string) => {
    await mkdir(join(top, 'sys/block', name, 'loop'), { recursive: true });
    await writeFile(join(top, 'sys/block', name, attribute), `${text}\n`);
    return linuxStorageFiles({ sysfsRoot: join(top, 'sys'), procRoot: join(top, 'proc') });
  };

  it('as a loop device is refused, by whatever path the loop device knows it', async () => {
    const path = join(store, 'images', 'a.img');
    await writeFile(path, 'x');
    const second = join(top, 'second-name.img');
    await link(path, second);
    for (const known of [path, second]) {
      const fixture = await onFixture('loop7', 'loop/backing_file', known);
      const allowed = new AllowedPaths(fixture, [store]);
      const disks = new Disks({ files: fixture, images: qemuImg(), allowed, blockDevice: async () => null });
      await expect(disks.check(raw(path))).rejects.toMatchObject({
        problem: { code: 'storage.block-used', facts: { path, as: 'loop device', by: '/dev/loop7' } },
      });
    }
  });

  it('through qemu-nbd is refused', async () => {
    const path = join(store, 'images', 'a.img');
    await writeFile(path, 'x');
    await mkdir(join(top, 'proc/42'), { recursive: true });
    await writeFile(join(top, 'proc/42/cmdline'), ['qemu-nbd', '-c', '/dev/nbd0', path, ''].join('\0'));
    const fixture = await onFixture('nbd0', 'pid', '42');
    expect(await fixture.hostUse(path)).toEqual({ as: 'qemu-nbd', by: '/dev/nbd0' });
    expect(await fixture.hostUse(join(store, 'images', 'b.img'))).toBeNull();
  });
});
