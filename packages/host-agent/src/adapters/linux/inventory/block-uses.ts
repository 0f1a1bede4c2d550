import { realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { HostBlockDevice } from '@baton/model/host/hardware';
import { list, readText } from '../hardware/sysfs';

export interface BlockUse {
  readonly as: NonNullable<HostBlockDevice['usedAs']>;
  /** A mount point, a volume group, a device. */
  readonly by: string | null;
}
/** By the kernel's name of the device, `sda1`. */
export type BlockUses = ReadonlyMap<string, BlockUse>;

export interface BlockUsesParts {
  readonly sysfsRoot: string;
  readonly procRoot: string;
  readonly devRoot: string;
}

/**
 * What the host does with its block devices: mounts, swap, and the devices that the kernel made of others (LVM, RAID, crypt), which
 * stand in each one's `holders`.
 */
export async function readBlockUses(parts: BlockUsesParts): Promise<BlockUses> {
  const uses = new Map<string, BlockUse>();
  const add = (device: string, use: BlockUse): void => {
    if (!uses.has(device)) uses.set(device, use);
  };
  for (const [device, use] of await heldDevices(parts.sysfsRoot)) add(device, use);
  for (const [device, at] of await mountedDevices(parts)) add(device, { as: 'mount', by: at });
  for (const device of await swapDevices(parts)) add(device, { as: 'swap', by: null });
  return uses;
}

async function heldDevices(sysfsRoot: string): Promise<readonly (readonly [string, BlockUse])[]> {
  const folder = join(sysfsRoot, 'class/block');
  const perDevice = await Promise.all(
    (await list(folder)).map(async (device) => {
      const [holder] = await list(join(folder, device, 'holders'));
      return holder === undefined ? null : ([device, await heldBy(folder, holder)] as const);
    }),
  );
  return perDevice.filter((each) => each !== null);
}

/** device-mapper's uuid begins with who made it: `LVM-`, `CRYPT-`. */
async function heldBy(folder: string, holder: string): Promise<BlockUse> {
  if (holder.startsWith('md')) return { as: 'raid', by: holder };
  const [uuid, name] = await Promise.all(
    ['dm/uuid', 'dm/name'].map((attribute) => readText(join(folder, holder, attribute))),
  );
  const by = name || holder;
  if (uuid?.startsWith('LVM-')) return { as: 'lvm', by };
  if (uuid?.startsWith('CRYPT-')) return { as: 'crypt', by };
  return { as: 'other', by };
}

/** By number where the file system has its device's, by name where it has one of its own, as btrfs has. */
async function mountedDevices({
  sysfsRoot,
  procRoot,
  devRoot,
}: BlockUsesParts): Promise<readonly (readonly [string, string])[]> {
  const text = (await readText(join(procRoot, 'self/mountinfo'))) ?? '';
  const byNumber = await deviceNumbers(sysfsRoot);
  const found = await Promise.all(
    text.split('\n').map(async (line) => {
      // 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw (proc_pid_mountinfo(5))
      const [before = '', after = ''] = line.split(' - ');
      const [, , number = '', , at = ''] = before.split(' ');
      const device = byNumber.get(number) ?? (await namedDevice(devRoot, after.split(' ')[1] ?? ''));
      return device === null || at === '' ? null : ([device, at] as const);
    }),
  );
  return found.filter((each) => each !== null);
}

async function deviceNumbers(sysfsRoot: string): Promise<ReadonlyMap<string, string>> {
  const folder = join(sysfsRoot, 'class/block');
  const pairs = await Promise.all(
    (await list(folder)).map(
      async (device) => [(await readText(join(folder, device, 'dev'))) ?? device, device] as const,
    ),
  );
  return new Map(pairs);
}

async function swapDevices({ procRoot, devRoot }: BlockUsesParts): Promise<readonly string[]> {
  const text = (await readText(join(procRoot, 'swaps'))) ?? '';
  const paths = text.split('\n').map((line) => line.split(/\s+/)[0] ?? '');
  const devices = await Promise.all(paths.map((path) => namedDevice(devRoot, path)));
  return devices.filter((device) => device !== null);
}

/** `/dev/mapper/root` is a link to `../dm-0`. null = the path is no device. */
async function namedDevice(devRoot: string, path: string): Promise<string | null> {
  if (!path.startsWith('/dev/')) return null;
  const real = await realpath(join(devRoot, path.slice('/dev/'.length))).catch(() => path);
  return basename(real);
}
