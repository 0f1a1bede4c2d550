import type { ProfileDefinition } from '@baton/model/profile/definition';
import type { DiskSource } from '@baton/model/profile/storage';
import type { BlockNodeInfo, QmpSession } from '@baton/qmp';
import type { ImageTool, StoredSnapshot } from '../../ports/images';
import type { LaunchRecord } from '../../ports/machine-files';
import type { StorageFiles } from '../../ports/storage-files';
import type { AllowedPaths } from '../../storage/allowed-paths';

/** One disk as it is found. Sizes in bytes; null = the file is not there, or QEMU does not say. */
export interface FoundDisk {
  readonly index: number;
  readonly path: string;
  readonly format: 'qcow2' | 'raw' | 'block';
  readonly readOnly: boolean;
  readonly virtualBytes: number | null;
  readonly usedBytes: number | null;
  readonly snapshots: readonly StoredSnapshot[];
}

export interface LookDeps {
  readonly images: Pick<ImageTool, 'info'>;
  readonly files: Pick<StorageFiles, 'look'>;
  readonly allowed: Pick<AllowedPaths, 'resolve'>;
  /** Size of a disk of the host; null = not there. */
  readonly blockBytes: (path: string) => Promise<number | null>;
}

const DISK_NODE = /^disk(\d+)$/;

/** By name, as the command line calls the nodes of the profile's disks. */
export function nodeOf(index: number): string {
  return `disk${index}`;
}

/** What QEMU has open: it alone knows the snapshots of an image that it writes. */
export async function lookAtRunning(session: QmpSession, launch: LaunchRecord | null): Promise<FoundDisk[]> {
  const nodes = await session.execute('query-named-block-nodes', { flat: true });
  const found = nodes.flatMap((node) => {
    const index = DISK_NODE.exec(node['node-name'] ?? '')?.[1];
    return index === undefined ? [] : [fromNode(node, Number(index), launch)];
  });
  return found.sort((a, b) => a.index - b.index);
}

function fromNode(node: BlockNodeInfo, index: number, launch: LaunchRecord | null): FoundDisk {
  const path = launch?.diskPaths[index] ?? node.file;
  const { image } = node;
  return {
    ...{ index, path, readOnly: node.ro },
    format: node.drv === 'qcow2' ? 'qcow2' : path.startsWith('/dev/') ? 'block' : 'raw',
    virtualBytes: image['virtual-size'],
    usedBytes: image['actual-size'] ?? null,
    snapshots: (image.snapshots ?? []).map((one) => ({
      id: one.id,
      name: one.name,
      at: one['date-sec'] * 1000 + Math.floor(one['date-nsec'] / 1e6),
    })),
  };
}

/** What the files of the profile's disks say. */
export function lookAtStopped(deps: LookDeps, { disks }: ProfileDefinition): Promise<FoundDisk[]> {
  return Promise.all(
    disks.map(async ({ source, readOnly }, index) => ({
      ...{ index, readOnly, path: source.path },
      format: source.kind === 'block' ? 'block' : source.format,
      ...(await insideOf(deps, source)),
    })),
  );
}

type Inside = Pick<FoundDisk, 'virtualBytes' | 'usedBytes' | 'snapshots'>;
const UNKNOWN: Inside = { virtualBytes: null, usedBytes: null, snapshots: [] };

async function insideOf({ images, files, allowed, blockBytes }: LookDeps, source: DiskSource): Promise<Inside> {
  if (source.kind === 'block') return { ...UNKNOWN, virtualBytes: await blockBytes(source.path) };
  try {
    const { realPath } = await allowed.resolve(source.path);
    // A raw disk is not asked what it is: its guest may have written anything to its first sector.
    if (source.format === 'raw') {
      const file = await files.look(realPath);
      return file.kind === 'file'
        ? { virtualBytes: file.sizeBytes, usedBytes: file.allocatedBytes, snapshots: [] }
        : UNKNOWN;
    }
    const { virtualSizeBytes, usedBytes, snapshots } = await images.info(realPath);
    return { virtualBytes: virtualSizeBytes, usedBytes, snapshots };
  } catch {
    return UNKNOWN;
  }
}
