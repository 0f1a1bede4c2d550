import { chown, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { GpuProcess } from '@baton/model/handover/gpu-state';
import type { PciAddress } from '@baton/model/pci/address';
import type { Holders } from '../../../ports/holders';
import { isAlive } from '../process-stat';
import { deviceNodes } from './device-nodes';
import { mappedDevices } from './mapped-files';
import type { OneShot } from './one-shot';
import { OpenFilesTable } from './open-files';
import { processFacts } from './process-facts';
import { errorCode, refusal } from './refusal';
import { list } from './sysfs';

export interface LinuxHoldersParts {
  readonly sysfsRoot: string;
  readonly procRoot: string;
  /** Where nodes are owned and given away; links in /proc name `/dev` in any case. */
  readonly devRoot: string;
  /** `/etc/passwd`. */
  readonly passwdFile: string;
  readonly oneShot: OneShot;
  /** kill(2) with SIGTERM. */
  readonly terminate?: (pid: number) => void;
}

/** Who has device nodes of a real host open or mapped, from /proc/PID/fd and maps. */
export class LinuxHolders implements Holders {
  readonly #table: OpenFilesTable;

  constructor(private readonly parts: LinuxHoldersParts) {
    this.#table = new OpenFilesTable(parts.procRoot);
  }

  async processes(functions: readonly PciAddress[]): Promise<readonly GpuProcess[]> {
    const nodes = await Promise.all(functions.map((address) => deviceNodes(this.parts.sysfsRoot, address)));
    const patterns = nodes.flatMap(({ paths }) => paths);
    if (patterns.length === 0) return [];
    const opens = await this.#openers((path) => patterns.some((pattern) => pattern.test(path)), {
      alsoMapped: nodes.some(({ mayBeMapped }) => mayBeMapped),
    });
    const known = await Promise.all(
      [...opens].map(async ([pid, paths]) => {
        const facts = await processFacts(this.parts, pid);
        return facts && { ...facts, opens: paths };
      }),
    );
    return known.filter((process) => process !== null);
  }

  /**
   * QEMU keeps the group's file open for as long as it has a device of it. With iommufd it opens a file of the device instead
   * (Documentation/driver-api/vfio.rst). Its `anon_inode:[vfio-device]` does not tell whose it is.
   */
  async groupOpen(group: number): Promise<{ readonly pid: number } | null> {
    const devices = join(this.parts.sysfsRoot, 'kernel/iommu_groups', String(group), 'devices');
    const files = await Promise.all((await list(devices)).map((name) => list(join(devices, name, 'vfio-dev'))));
    const nodes = new Set([`/dev/vfio/${group}`, ...files.flat().map((name) => `/dev/vfio/devices/${name}`)]);
    const [holder] = (await this.#openers((path) => nodes.has(path), { alsoMapped: false })).keys();
    return holder === undefined ? null : { pid: holder };
  }

  async ask(process: { readonly pid: number; readonly startTicks: number }): Promise<void> {
    // Its number may be somebody else's by now.
    if (!isAlive(process, this.parts.procRoot)) return;
    const { terminate = sendTerminate } = this.parts;
    try {
      terminate(process.pid);
    } catch (error) {
      if (errorCode(error) !== 'ESRCH') throw refusal(`process ${process.pid}`, error);
    }
  }

  async nodeOwner(group: number): Promise<number | null> {
    return stat(this.#node(group)).then(
      ({ uid }) => uid,
      () => null,
    );
  }

  async giveNode(group: number, uid: number): Promise<void> {
    const node = this.#node(group);
    // chown(2) leaves a group of -1 as it is.
    await chown(node, uid, -1).catch((error: unknown) => {
      throw refusal(node, error);
    });
  }

  #node(group: number): string {
    return join(this.parts.devRoot, 'vfio', String(group));
  }

  /** What matches of each process's files; for the others, on demand, of their mappings. */
  async #openers(
    matches: (path: string) => boolean,
    { alsoMapped }: { readonly alsoMapped: boolean },
  ): Promise<ReadonlyMap<number, readonly string[]>> {
    const all = await this.#table.read();
    const found = new Map(all.map(({ pid, paths }) => [pid, [...paths].filter(matches)] as const));
    const others = all.map(({ pid }) => pid).filter((pid) => found.get(pid)?.length === 0);
    if (alsoMapped) {
      for (const [pid, paths] of await mappedDevices(this.parts, others)) {
        found.set(pid, [...new Set(paths.filter(matches))]);
      }
    }
    return new Map([...found].filter(([, paths]) => paths.length > 0));
  }
}

function sendTerminate(pid: number): void {
  process.kill(pid, 'SIGTERM');
}
