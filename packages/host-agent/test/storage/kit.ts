import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { activityWords } from '@baton/model/describe';
import { qemuImg } from '../../src/adapters/linux/qemu-img';
import { linuxStorageFiles } from '../../src/adapters/linux/storage-files';
import type { Activity } from '../../src/operations/activity';
import type { ImageTool } from '../../src/ports/images';
import type { StorageFiles } from '../../src/ports/storage-files';
import { AllowedPaths } from '../../src/storage/allowed-paths';
import { DiskOrders } from '../../src/storage/disk-orders';
import { Disks } from '../../src/storage/disks';
import { type NamingProfile, pathUsers } from '../../src/storage/path-users';
import { createStorageService } from '../../src/storage/storage';
import { Uploads } from '../../src/storage/uploads';
import { MemoryRecorder } from '../handover/memory-recorder';
import { TurnedClock } from '../handover/turned-clock';
import { temporaryFolder } from '../temporary';

export interface LibraryOptions {
  /** A folder that is there already: an agent that starts again. */
  readonly store?: string;
  readonly files?: Partial<StorageFiles>;
  readonly images?: Partial<ImageTool>;
  readonly profiles?: readonly NamingProfile[];
  readonly now?: () => number;
}

/** The storage of an agent, on a folder of this test's own. */
export async function openLibrary(options: LibraryOptions = {}) {
  const store = options.store ?? join(await temporaryFolder(), 'storage');
  await mkdir(store, { recursive: true });
  const files: StorageFiles = { ...linuxStorageFiles(), ...options.files };
  const images: ImageTool = { ...qemuImg(), ...options.images };
  const allowed = new AllowedPaths(files, [store]);
  const disks = new Disks({ files, images, allowed, blockDevice: async () => null });
  const clock = new TurnedClock();
  const recorder = new MemoryRecorder();
  let changes = 0;
  const changed = () => {
    changes += 1;
  };
  const defects: unknown[] = [];
  const defect = (error: unknown) => `defect ${defects.push(error)}`;
  const told: string[] = [];
  const activity: Activity = {
    record: (kind, { name }, actor, facts) => void told.push(`${actor?.name}: ${activityWords(kind, name, facts)}`),
  };
  const orders = new DiskOrders({ disks, files, clock, recorder, changed, defect });
  const uploads = new Uploads({ files, images, folder: store, activity, now: options.now ?? Date.now, changed });
  const users = () => pathUsers(files, options.profiles ?? []);
  const storage = createStorageService({ files, allowed, orders, uploads, activity, users, changed });
  return { store, files, images, disks, recorder, orders, uploads, storage, told, defects, changes: () => changes };
}

export async function* of(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

/** Something that waits until the test lets it go on, or fail. */
export function gate() {
  let open: () => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const passed = new Promise<void>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  // It may fail before anybody waits.
  passed.catch(() => undefined);
  return { passed, open, fail };
}

/** The first 64 KiB of a disc, as far as anybody looks. */
export function disc(mark = 'CD001', sizeBytes = 65_536): Buffer {
  const bytes = Buffer.alloc(sizeBytes);
  bytes.write(`\x01${mark}\x01`, 32_768, 'latin1');
  return bytes;
}
