import { randomUUID } from 'node:crypto';
import { isAbsolute, join } from 'node:path';
import { fail } from '@baton/model/problem';
import type { Disk } from '@baton/model/profile/definition';
import type { ImageTool } from '../ports/images';
import type { StorageFiles } from '../ports/storage-files';
import type { AllowedPaths } from './allowed-paths';

const GIB = 1024 ** 3;
/** An empty qcow2 is its tables; a file system with less left than this is full for every other purpose too. */
const MIN_FREE_BYTES = 256 * 1024 * 1024;
/** Files behind one image; a chain that bites its own tail ends here too. */
const LINKS_MAX = 16;

export interface DiskDeps {
  readonly files: StorageFiles;
  readonly images: ImageTool;
  readonly allowed: AllowedPaths;
}

/** Disk images in the storage folders: checked before use, made without ever writing over anything. */
export class Disks {
  constructor(private readonly deps: DiskDeps) {}

  /** Where the disk of a new machine goes. A machine's name is safe as a file name. */
  newDiskPath(machineName: string): string {
    return join(this.#imageFolder, `${machineName}.qcow2`);
  }

  /** What can be had where new disks go. */
  async freeBytes(): Promise<number> {
    await this.deps.files.ensureFolder(this.#imageFolder);
    return this.deps.files.freeBytes(this.#imageFolder);
  }

  /**
   * @returns the image's real path.
   * @throws ProblemError of `AllowedPaths.resolve`, or `storage.not-an-image` when it is not of the named format or reads from
   * files outside the storage folders (a backing file could be any file of the host).
   */
  async check(disk: Disk): Promise<string> {
    const { realPath } = await this.deps.allowed.resolve(disk.path);
    // A raw disk is whatever it is: its guest may write anything to its first sector, another format's header too.
    if (disk.format === 'raw') return realPath;
    const { format, dependsOn } = await this.deps.images.info(realPath);
    if (format !== disk.format) {
      fail('storage.not-an-image', { path: disk.path, words: `it is ${format}, not ${disk.format}.` });
    }
    await this.#allowDependencies(disk.path, dependsOn, LINKS_MAX);
    return realPath;
  }

  /** The format that qemu-img sees. @throws ProblemError */
  async formatOf(path: string): Promise<string> {
    const { realPath } = await this.deps.allowed.resolve(path);
    return (await this.deps.images.info(realPath)).format;
  }

  /**
   * A new, empty qcow2 (sparse: it takes its space as the guest writes). @returns its path.
   * @throws ProblemError `storage.exists` | `storage.full` | `storage.create-failed`; nothing is left behind then
   */
  async create(machineName: string, sizeGiB: number): Promise<string> {
    return this.#publish(this.newDiskPath(machineName), {
      neededBytes: MIN_FREE_BYTES + (sizeGiB * GIB) / 8192, // 8 bytes of table per cluster of 64 KiB
      make: (temporary) => this.deps.images.createQcow2(temporary, sizeGiB * GIB),
    });
  }

  /** Writes a ready-made image. @throws as `create` */
  async write(fileName: string, bytes: Uint8Array): Promise<string> {
    return this.#publish(join(this.#imageFolder, fileName), {
      neededBytes: bytes.byteLength,
      make: (temporary) => this.deps.files.write(temporary, bytes),
    });
  }

  /** Deletes an image inside the storage folders. @throws ProblemError when it is none */
  async remove(path: string): Promise<void> {
    const { realPath } = await this.deps.allowed.resolve(path);
    await this.deps.files.remove(realPath);
  }

  get #imageFolder(): string {
    return join(this.deps.allowed.folders[0] ?? '/', 'images');
  }

  async #publish(path: string, how: { neededBytes: number; make: (temporary: string) => Promise<void> }) {
    const { files } = this.deps;
    const freeBytes = await this.freeBytes();
    if ((await files.look(path)).kind !== 'missing') fail('storage.exists', { path });
    if (freeBytes < how.neededBytes) fail('storage.full', { path, neededBytes: how.neededBytes, freeBytes });
    const temporary = join(this.#imageFolder, `.${randomUUID()}.new`);
    try {
      await how.make(temporary);
      if (!(await files.publish(temporary, path))) fail('storage.exists', { path });
      return path;
    } finally {
      await files.remove(temporary);
    }
  }

  /** QEMU opens the whole chain: what an allowed file reads from must be allowed too. */
  async #allowDependencies(path: string, others: readonly string[], linksLeft: number): Promise<void> {
    for (const other of others) {
      if (linksLeft === 0)
        fail('storage.not-an-image', { path, words: `its chain is longer than ${LINKS_MAX} files.` });
      const realPath = await this.#allowDependency(path, other);
      const { dependsOn } = await this.deps.images.info(realPath);
      await this.#allowDependencies(path, dependsOn, linksLeft - 1);
    }
  }

  async #allowDependency(path: string, other: string): Promise<string> {
    try {
      // A relative name, `json:{...}` or `nbd:...` would mean something else to QEMU than to us.
      if (!isAbsolute(other)) throw new Error('not a whole path');
      return (await this.deps.allowed.resolve(other)).realPath;
    } catch {
      return fail('storage.not-an-image', { path, words: `it reads from ${other}, which is not in a storage folder.` });
    }
  }
}
