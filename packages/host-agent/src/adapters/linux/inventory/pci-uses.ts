import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { PciUses } from '@baton/model/host/pci-candidates';
import { isPciAddress, type PciAddress } from '@baton/model/pci/address';
import { list, readText } from '../hardware/sysfs';
import type { BlockUses } from './block-uses';

/** Bits of `capabilities/ev` (linux/input-event-codes.h): keys, relative axes, and repeat, which only keyboards have. */
const EV_KEY = 1;
const EV_REL = 2;
const EV_REP = 20;
const IFF_UP = 1;

/** Which functions the host needs: told by where its disks, keyboards, mice and networks hang in the tree of devices. */
export async function readPciUses(sysfsRoot: string, blocks: BlockUses): Promise<PciUses> {
  const [disk, input, inUse] = await Promise.all([
    usedDisks(sysfsRoot, blocks),
    hostInputs(sysfsRoot),
    networksUp(sysfsRoot),
  ]);
  return { disk, input, inUse };
}

async function usedDisks(sysfsRoot: string, blocks: BlockUses): Promise<ReadonlySet<PciAddress>> {
  return above([...blocks.keys()].map((device) => join(sysfsRoot, 'class/block', device)));
}

async function hostInputs(sysfsRoot: string): Promise<ReadonlySet<PciAddress>> {
  const folder = join(sysfsRoot, 'class/input');
  const inputs = (await list(folder)).filter((name) => /^input\d+$/.test(name)).map((name) => join(folder, name));
  const worked = await Promise.all(inputs.map(async (input) => ((await isWorkedByHand(input)) ? input : null)));
  return above(worked.filter((input) => input !== null));
}

/** A keyboard or a mouse, and no headset with volume keys or power button. */
async function isWorkedByHand(input: string): Promise<boolean> {
  const bits = BigInt(`0x${(await readText(join(input, 'capabilities/ev'))) || '0'}`);
  const has = (bit: number): boolean => ((bits >> BigInt(bit)) & 1n) === 1n;
  return has(EV_KEY) && (has(EV_REP) || has(EV_REL));
}

async function networksUp(sysfsRoot: string): Promise<ReadonlySet<PciAddress>> {
  const folder = join(sysfsRoot, 'class/net');
  const up = await Promise.all(
    (await list(folder)).map(async (name) => {
      const flags = Number((await readText(join(folder, name, 'flags'))) ?? 0);
      return (flags & IFF_UP) === 0 ? null : join(folder, name);
    }),
  );
  return above(up.filter((path) => path !== null));
}

/** The function that each device hangs on: the last PCI address in its place. */
async function above(paths: readonly string[]): Promise<ReadonlySet<PciAddress>> {
  const places = await Promise.all(paths.map((path) => realpath(path).catch(() => '')));
  return new Set(places.flatMap((place) => place.split('/').filter(isPciAddress).slice(-1)));
}
