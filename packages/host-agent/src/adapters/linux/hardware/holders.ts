import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { GpuProcess } from '@baton/model/handover/gpu-state';
import type { PciAddress } from '@baton/model/pci/address';
import type { Holders } from '../../../ports/holders';
import { list, readLink, readLinkName, readText } from './sysfs';

export interface LinuxHoldersParts {
  readonly sysfsRoot: string;
  readonly procRoot: string;
  /** `/etc/passwd`. */
  readonly passwdFile: string;
}

interface OpenFiles {
  readonly pid: number;
  readonly paths: readonly string[];
}

const COMMAND_MAX = 120;

/** Who has device nodes open on a real host, from /proc/PID/fd. Without root only our own processes can be seen. */
export class LinuxHolders implements Holders {
  constructor(private readonly parts: LinuxHoldersParts) {}

  async processes(functions: readonly PciAddress[]): Promise<readonly GpuProcess[]> {
    const nodes = (await Promise.all(functions.map((address) => this.#nodes(address)))).flat();
    if (nodes.length === 0) return [];
    const holding = await this.#openers((path) => nodes.some((node) => node.test(path)));
    return Promise.all(
      holding.map(async ({ pid, paths }) => ({
        pid,
        user: await this.#user(pid),
        command: await this.#command(pid),
        opens: paths,
      })),
    );
  }

  async groupOpen(group: number): Promise<{ readonly pid: number } | null> {
    const [holder] = await this.#openers((path) => path === `/dev/vfio/${group}`);
    return holder ? { pid: holder.pid } : null;
  }

  /**
   * Patterns of the function's device nodes. Sound control nodes are left out: sound servers keep them open always, and
   * let go by themselves when the card leaves.
   */
  async #nodes(address: PciAddress): Promise<readonly RegExp[]> {
    const folder = join(this.parts.sysfsRoot, 'bus/pci/devices', address);
    const [driver, drm, sound] = await Promise.all([
      readLinkName(join(folder, 'driver')),
      list(join(folder, 'drm')),
      list(join(folder, 'sound')),
    ]);
    const cards = drm
      .filter((name) => /^(card|renderD)\d+$/.test(name))
      .map((name) => new RegExp(`^/dev/dri/${name}$`));
    const sounds = sound.flatMap((name) => {
      const number = /^card(\d+)$/.exec(name)?.[1];
      return number === undefined ? [] : [new RegExp(`^/dev/snd/(pcm|hw|midi)C${number}D`)];
    });
    const nvidia = driver === 'nvidia' ? [/^\/dev\/nvidia(\d+|ctl|-modeset|-uvm(-tools)?)$/] : [];
    return [...nvidia, ...cards, ...sounds];
  }

  async #openers(matches: (path: string) => boolean): Promise<readonly OpenFiles[]> {
    const pids = (await list(this.parts.procRoot)).filter((name) => /^\d+$/.test(name)).map(Number);
    const all = await Promise.all(pids.map((pid) => this.#openBy(pid)));
    return all
      .map(({ pid, paths }) => ({ pid, paths: [...new Set(paths.filter(matches))] }))
      .filter(({ paths }) => paths.length > 0);
  }

  async #openBy(pid: number): Promise<OpenFiles> {
    const folder = join(this.parts.procRoot, String(pid), 'fd');
    const paths = await Promise.all((await list(folder)).map((fd) => readLink(join(folder, fd))));
    return { pid, paths: paths.filter((path) => path !== null) };
  }

  async #command(pid: number): Promise<string> {
    const folder = join(this.parts.procRoot, String(pid));
    const line = (await readText(join(folder, 'cmdline')))?.split('\0').join(' ').trim();
    return (line || (await readText(join(folder, 'comm'))) || 'unknown').slice(0, COMMAND_MAX);
  }

  async #user(pid: number): Promise<string> {
    const uid = await stat(join(this.parts.procRoot, String(pid))).then(
      (found) => found.uid,
      () => null,
    );
    if (uid === null) return 'unknown';
    const lines = ((await readText(this.parts.passwdFile)) ?? '').split('\n');
    return lines.map((line) => line.split(':')).find((fields) => fields[2] === String(uid))?.[0] ?? String(uid);
  }
}
