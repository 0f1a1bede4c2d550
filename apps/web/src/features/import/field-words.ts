/** Names of the parts of a profile, as a reader of an import knows them. */
const PARTS: Readonly<Record<string, string>> = {
  name: 'Name',
  notes: 'Notes',
  guest: 'Guest',
  machine: 'Machine',
  cpu: 'Processor',
  memory: 'Memory',
  gpu: 'GPU',
  pci: 'PCI device',
  usb: 'USB device',
  input: 'Input',
  disks: 'Disk',
  cdroms: 'Disc',
  nics: 'Network card',
  boot: 'Boot order',
  display: 'Screen',
  audio: 'Sound',
  lookingGlass: 'Looking Glass',
  muxless: 'Help for MUXless cards',
  extraArguments: 'Extra arguments',
  hooks: 'Commands around it',
  uuid: 'Board id',
};

const LEAVES: Readonly<Record<string, string>> = {
  sizeMiB: 'size',
  sizeGiB: 'size',
  hideHypervisor: 'hide the hypervisor',
  vendorId: 'vendor id',
  deviceId: 'device id',
  hyperv: 'Hyper-V',
  pinning: 'pinning',
  hugepages: 'huge pages',
  lock: 'never swapped',
  tpm: 'TPM',
  smbios: 'SMBIOS',
  hpet: 'HPET',
  onPanic: 'when it panics',
  onReboot: 'when it reboots',
  onShutdown: 'when it shuts down',
  bootMenu: 'boot menu',
  romFile: 'ROM file',
  romBar: 'ROM BAR',
  primary: 'legacy VGA',
  subsystem: 'subsystem ids',
  mac: 'address',
  iso: 'ISO',
  bus: 'attached as',
  readOnly: 'read-only',
  iothread: 'thread of its own',
  spice: 'SPICE',
  evdev: 'devices of the host',
};

/** `disks.0.bus` as “Disk 1, attached as”. A path that is not known is told as it is. */
export function fieldWords(path: string): string {
  const [first = '', ...rest] = path.split('.');
  const part = PARTS[first];
  if (!part) return path;
  const index = rest[0] !== undefined && /^\d+$/.test(rest[0]) ? Number(rest.shift()) + 1 : undefined;
  const leaves = rest.filter((key) => key !== 'source' && !/^\d+$/.test(key)).map((key) => LEAVES[key] ?? plain(key));
  return [index === undefined ? part : `${part} ${index}`, ...leaves].join(', ');
}

/** `keepVirtual` as “keep virtual”. */
function plain(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** What a draft has at a path, as short as a row has room for; undefined = a whole section, or nothing. */
export function valueWords(draft: unknown, path: string): string | undefined {
  const value = path.split('.').reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), draft);
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'number')
    return path.endsWith('MiB') ? `${value} MiB` : path.endsWith('GiB') ? `${value} GiB` : String(value);
  if (typeof value === 'string') return value;
  if (isRecord(value)) {
    for (const key of ['path', 'iso', 'kind', 'preset', 'address', 'from']) {
      if (typeof value[key] === 'string') return value[key];
    }
    if ('source' in value) return valueWords(value, 'source');
    if ('connection' in value) return valueWords(value, 'connection');
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
