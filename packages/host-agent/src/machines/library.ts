import type { StorageService } from '@baton/api/services';
import type { EventHub } from '../events/hub';
import type { Activity } from '../operations/activity';
import type { OperationRecorder } from '../operations/recorder';
import type { Clock } from '../ports/clock';
import type { ImageTool } from '../ports/images';
import type { StorageFiles } from '../ports/storage-files';
import type { ProfileBook } from '../profiles/book';
import type { AllowedPaths } from '../storage/allowed-paths';
import { DiskOrders } from '../storage/disk-orders';
import type { Disks } from '../storage/disks';
import { type PathUsers, pathUsers } from '../storage/path-users';
import { createStorageService } from '../storage/storage';
import { Uploads } from '../storage/uploads';

export interface LibraryParts {
  readonly storageFiles: StorageFiles;
  readonly storageFolders: readonly string[];
  readonly images: ImageTool;
  readonly clock: Clock;
  readonly recorder: OperationRecorder;
  readonly activity: Activity;
  readonly hub: EventHub;
  readonly book: ProfileBook;
  readonly allowed: AllowedPaths;
  readonly disks: Disks;
  readonly defect: (error: unknown, reference: string) => void;
}

/** What lies in the storage folders, with who names it. */
export interface Library {
  readonly storage: StorageService;
  readonly uploads: Uploads;
  readonly users: () => Promise<PathUsers>;
  /** Paths of the ISOs. */
  readonly isos: () => Promise<readonly string[]>;
  /** Clears what a killed agent left half-made. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createLibrary(parts: LibraryParts): Library {
  const { storageFiles: files, storageFolders, images, clock, recorder, activity, hub, book, allowed, disks } = parts;
  const changed = () => hub.emit('storage');
  const users = async () => pathUsers(files, await book.list());
  const defect = (error: unknown) => {
    parts.defect(error, 'storage');
    return 'storage';
  };
  const orders = new DiskOrders({ disks, files, clock, recorder, changed, defect });
  const uploads = new Uploads({ files, images, folder: storageFolders[0] ?? '/', activity, now: clock.now, changed });
  const storage = createStorageService({ files, allowed, orders, uploads, activity, users, changed });
  return {
    storage,
    uploads,
    users,
    isos: async () => (await storage.list()).filter(({ kind }) => kind === 'iso').map(({ path }) => path),
    async start() {
      await disks.sweep();
      await uploads.load();
    },
    stop: () => orders.stop(),
  };
}
