import { isAbsolute, join } from 'node:path';
import type { HostBlockDevice } from '@baton/model/host/hardware';
import { fail } from '@baton/model/problem';
import type { Disk, DiskSource } from '@baton/model/profile/storage';
import { STORED_KINDS } from '@baton/model/storage/file-name';
import type { ImageTool, NewImage } from '../ports/images';
import type { StorageFiles } from '../ports/storage-files';
import type { AllowedPaths } from './allowed-paths';
import { publishNew, sweepHalfMade } from './new-file';

const GIB = 1024 ** 3;
/** An empty qcow2 is its tables; a file system with less left than this is full for every other purpose too. */
const MIN_FREE_BYTES = 256 * 1024 * 1024;
/** Files behind one image; a chain that bites its own tail ends here too. */
const LINKS_MAX = 16;

export interface DiskDeps {
  readonly files: StorageFiles;
  readonly images: ImageTool;
  readonly allowed: AllowedPaths;
  /** The host's disk or partition of that by-id name, and what uses it; null = there is none. */
  readonly blockDevice: (path: string) => Promise<HostBlockDevice | null>;
}

export interface NewDisk extends NewImage {
  /** A file name with its extension. */
  readonly fileName: string;
}

export interface MakeOptions {
  /** Aborted, nothing is left behind. */
  readonly signal?: AbortSignal;
  /** Told where the disk grows until it has its name. @returns how to stop watching */
  readonly watch?: (temporary: string) => () => void;
}

/** Disk images in the storage folders: checked before use, made without ever writing over anything. */
export class Disks {
  constructor(private readonly deps: DiskDeps) {}

  /** Where the disk of a new machine goes. A machine's name is safe as a file name. */
  newDiskPath(machineName: string): string {
    return this.pathOf(`${machineName}.qcow2`);
  }

  pathOf(fileName: string): string {
    return join(this.#imageFolder, fileName);
  }

  /** What can be had where new disks go. */
  async freeBytes(): Promise<number> {
    await this.deps.files.ensureFolder(this.#imageFolder);
    return this.deps.files.freeBytes(this.#imageFolder);
  }

  /**
   * @returns the real path: of the image, or of the device behind its by-id name.
   * @throws ProblemError of `AllowedPaths.resolve`; `storage.not-an-image` when it is not of the named format or reads from files
   * outside the storage folders (a backing file could be any file of the host); `storage.block-used` when the host uses it;
   * `storage.not-a-block-device`
   */
  async check({ source }: Pick<Disk, 'source'>): Promise<string> {
    return source.kind === 'block' ? this.#checkDevice(source.path) : this.#checkFile(source);
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
  create(machineName: string, sizeGiB: number): Promise<string> {
    const fileName = `${machineName}.qcow2`;
    return this.make({ fileName, format: 'qcow2', sizeBytes: sizeGiB * GIB, preallocate: false });
  }

  /** As `create`, of any kind. @throws ProblemError as `create`, and `storage.cancelled` */
  make({ fileName, ...image }: NewDisk, { signal, watch }: MakeOptions = {}): Promise<string> {
    return publishNew(this.deps.files, this.pathOf(fileName), {
      // An empty one: 8 bytes of table for each cluster of 64 KiB.
      neededBytes: MIN_FREE_BYTES + (image.preallocate ? image.sizeBytes : image.sizeBytes / 8192),
      make: async (temporary) => {
        const stop = watch?.(temporary);
        try {
          await this.deps.images.create(temporary, image, signal);
        } finally {
          stop?.();
        }
      },
    });
  }

  /** Writes a ready-made image. @throws as `create` */
  async write(fileName: string, bytes: Uint8Array): Promise<string> {
    return publishNew(this.deps.files, this.pathOf(fileName), {
      neededBytes: bytes.byteLength,
      make: (temporary) => this.deps.files.write(temporary, bytes),
    });
  }

  /** Deletes an image inside the storage folders. @throws ProblemError when it is none */
  async remove(path: string): Promise<void> {
    const { realPath } = await this.deps.allowed.resolve(path);
    await this.deps.files.remove(realPath);
  }

  /** At start: what an agent that was killed left half-made, ROMs too. */
  async sweep(): Promise<void> {
    const [first = '/'] = this.deps.allowed.folders;
    for (const { folder } of Object.values(STORED_KINDS)) await sweepHalfMade(this.deps, join(first, folder));
  }

  get #imageFolder(): string {
    return join(this.deps.allowed.folders[0] ?? '/', STORED_KINDS.disk.folder);
  }

  async #checkFile({ path, format }: Extract<DiskSource, { kind: 'file' }>): Promise<string> {
    const { allowed, files, images } = this.deps;
    const { realPath } = await allowed.resolve(path);
    const use = await files.hostUse(realPath);
    if (use) fail('storage.block-used', { path, ...use });
    // A raw disk is whatever it is: its guest may write anything to its first sector, another format's header too.
    if (format === 'raw') return realPath;
    const found = await images.info(realPath);
    if (found.format !== format) {
      fail('storage.not-an-image', { path, words: `it is ${found.format}, not ${format}.` });
    }
    await this.#allowDependencies(path, found.dependsOn, LINKS_MAX);
    return realPath;
  }

  /** Two writers of one file system destroy it: a disk that the host uses in any way is nobody else's. */
  async #checkDevice(path: string): Promise<string> {
    const found = await this.deps.files.look(path);
    const device = found.kind === 'block' ? await this.deps.blockDevice(path) : null;
    if (found.kind !== 'block' || !device) return fail('storage.not-a-block-device', { path });
    if (device.usedAs) fail('storage.block-used', { path, as: device.usedAs, by: device.usedBy });
    return found.realPath;
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
