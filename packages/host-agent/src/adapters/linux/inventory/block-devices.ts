import { readdir, readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { HostBlockDevice } from '@baton/model/host/hardware';
import { list, readLinkName, readText } from '../hardware/sysfs';
import { type BlockUse, type BlockUses, readBlockUses } from './block-uses';

const SECTOR_BYTES = 512;
/** Names of one device, best first: a person knows the maker and the serial number, nobody a WWN. */
const NAME_ORDER = ['nvme-', 'ata-', 'usb-', 'scsi-', 'virtio-', 'mmc-'];
/** What is made of other devices: those are offered instead. */
const MADE = /^(dm-|md|loop|zram|sr|nbd|ram|fd)/;

export interface BlockDevicesParts {
  readonly sysfsRoot: string;
  readonly procRoot: string;
  readonly devRoot: string;
}

/** Disks and partitions by their lasting names, each with what the host does with it. Nothing is opened. */
export async function readBlockDevices(parts: BlockDevicesParts): Promise<readonly HostBlockDevice[]> {
  const { sysfsRoot, devRoot } = parts;
  const [names, uses] = await Promise.all([lastingNames(devRoot), readBlockUses(parts)]);
  const devices = await Promise.all(
    [...names].map(async ([device, path]): Promise<HostBlockDevice | null> => {
      const folder = join(sysfsRoot, 'class/block', device);
      const sectors = Number((await readText(join(folder, 'size'))) ?? 0);
      if (sectors === 0 || MADE.test(device)) return null;
      const whole = await diskOf(sysfsRoot, device);
      const model = (await readText(join(sysfsRoot, 'class/block', whole, 'device/model'))) ?? '';
      const use = await useOf(sysfsRoot, { device, whole }, uses);
      return {
        path,
        sizeBytes: sectors * SECTOR_BYTES,
        model: model.trim(),
        usedAs: use?.as ?? null,
        usedBy: use?.by ?? null,
      };
    }),
  );
  return devices.filter((device) => device !== null).sort((a, b) => a.path.localeCompare(b.path));
}

/** By the kernel's name, `sda1`: links in /dev/disk/by-id are udev's. */
async function lastingNames(devRoot: string): Promise<ReadonlyMap<string, string>> {
  const folder = join(devRoot, 'disk/by-id');
  const best = new Map<string, string>();
  for (const name of await readdir(folder).catch(() => [] as string[])) {
    const target = await readlink(join(folder, name)).catch(() => null);
    if (target === null) continue;
    const device = basename(target);
    const known = best.get(device);
    if (known === undefined || rank(name) < rank(known)) best.set(device, name);
  }
  return new Map([...best].map(([device, name]) => [device, `/dev/disk/by-id/${name}`]));
}

function rank(name: string): number {
  const place = NAME_ORDER.findIndex((start) => name.startsWith(start));
  // Of several names of one kind the longer one says more: nvme-eui.0025... stands beside nvme-Samsung_SSD_...
  const digits = /^nvme-(eui|nvme)\./.test(name) ? 50 : 0;
  return (place === -1 ? 100 : place) + digits;
}

/** Writing a disk writes its partitions, and a partition's disk may be used as a whole. A sibling's use is its own. */
async function useOf(
  sysfsRoot: string,
  { device, whole }: { readonly device: string; readonly whole: string },
  uses: BlockUses,
): Promise<BlockUse | null> {
  const own = uses.get(device) ?? (device === whole ? undefined : uses.get(whole));
  if (own) return own;
  if (device !== whole) return null;
  for (const part of await partitionsOf(sysfsRoot, device)) {
    const use = uses.get(part);
    if (use) return use;
  }
  return null;
}

export async function partitionsOf(sysfsRoot: string, disk: string): Promise<readonly string[]> {
  const folder = join(sysfsRoot, 'class/block', disk);
  const entries = await list(folder);
  const found = await Promise.all(
    entries.map(async (name) => ((await readText(join(folder, name, 'partition'))) === null ? null : name)),
  );
  return found.filter((name) => name !== null);
}

async function diskOf(sysfsRoot: string, device: string): Promise<string> {
  const folder = join(sysfsRoot, 'class/block', device);
  if ((await readText(join(folder, 'partition'))) === null) return device;
  const target = await readlink(folder).catch(() => null);
  return target?.split('/').at(-2) ?? (await readLinkName(folder)) ?? device;
}
