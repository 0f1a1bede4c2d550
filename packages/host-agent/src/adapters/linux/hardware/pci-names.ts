import { readText } from './sysfs';

export interface PciIds {
  readonly vendorId: string;
  readonly deviceId: string;
  readonly classCode: number;
}

export const PCI_IDS_FILES = ['/usr/share/misc/pci.ids', '/usr/share/hwdata/pci.ids'];

/** Enough for a sentence where the host has no pci.ids. */
const VENDORS: Readonly<Record<string, string>> = {
  '1002': 'AMD',
  '1022': 'AMD',
  '10de': 'NVIDIA',
  '10ec': 'Realtek',
  '1234': 'QEMU',
  '144d': 'Samsung',
  '14e4': 'Broadcom',
  '168c': 'Qualcomm Atheros',
  '1af4': 'Virtio',
  '1b36': 'QEMU',
  '8086': 'Intel',
};
const CLASSES: Readonly<Record<number, string>> = {
  1: 'storage controller',
  2: 'network controller',
  3: 'display controller',
  4: 'audio device',
  5: 'memory controller',
  6: 'bridge',
  7: 'communication controller',
  8: 'system peripheral',
  12: 'bus controller',
};

/** Names of devices for people, from the host's pci.ids. Read when an unknown device appears, and only its names are kept. */
export class PciNames {
  readonly #known = new Map<string, string>();

  constructor(private readonly files: readonly string[] = PCI_IDS_FILES) {}

  /** Makes the names of all these devices known. */
  async learn(devices: readonly PciIds[]): Promise<void> {
    const unknown = new Set(devices.map(keyOf).filter((key) => !this.#known.has(key)));
    if (unknown.size === 0) return;
    for (const [key, name] of namesIn((await this.#text()) ?? '', unknown)) this.#known.set(key, name);
    for (const device of devices)
      if (!this.#known.has(keyOf(device))) this.#known.set(keyOf(device), plainName(device));
  }

  nameOf(device: PciIds): string {
    return this.#known.get(keyOf(device)) ?? plainName(device);
  }

  async #text(): Promise<string | null> {
    for (const file of this.files) {
      const text = await readText(file);
      if (text !== null) return text;
    }
    return null;
  }
}

const keyOf = ({ vendorId, deviceId }: PciIds): string => `${vendorId}:${deviceId}`;

function plainName({ vendorId, deviceId, classCode }: PciIds): string {
  const vendor = VENDORS[vendorId] ?? 'Unknown';
  return `${vendor} ${CLASSES[classCode >> 16] ?? 'device'} [${vendorId}:${deviceId}]`;
}

/** pci.ids: a vendor at the margin, its devices behind one tab, subsystems behind two; classes (`C 03`) come last. */
function namesIn(text: string, wanted: ReadonlySet<string>): readonly [string, string][] {
  const found: [string, string][] = [];
  let vendor = { id: '', name: '' };
  for (const line of text.split('\n')) {
    const own = /^([0-9a-f]{4}) {2}(.+)$/.exec(line);
    if (own) vendor = { id: own[1] ?? '', name: short(own[2] ?? '') };
    const device = /^\t([0-9a-f]{4}) {2}(.+)$/.exec(line);
    const key = `${vendor.id}:${device?.[1]}`;
    if (device && wanted.has(key)) found.push([key, `${vendor.name} ${device[2]}`]);
    if (line.startsWith('C ')) break;
  }
  return found;
}

function short(vendor: string): string {
  return vendor.replace(/(,? (Corporation|Inc\.?|Co\., Ltd\.?|Ltd\.?|LLC|Technology))+$/, '').replace(/ \[.*\]$/, '');
}
