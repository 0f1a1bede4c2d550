import { hostPciSchema, hostUsbSchema } from '../../profile/devices';
import type { Intake } from './intake';
import type { QemuOption } from './options';
import { filePath } from './paths';

/** Functions of the host that QEMU gets: the card becomes the lent GPU, the others devices of their own. */
export function readHostPci(intake: Intake): void {
  const found = intake.devices('vfio-pci', 'vfio-pci-nohotplug').flatMap((option) => {
    const address = addressOf(option);
    if (address === null) intake.unsupported(option);
    return address === null ? [] : [{ option, address }];
  });
  const gpu = theGpu(intake, found);
  const functions = found.filter(({ address }) => gpu && slot(address) === slot(gpu.address));
  for (const one of found) {
    if (functions.includes(one)) readGpuFunction(intake, one);
    else addPci(intake, one);
  }
  const [only] = functions;
  if (functions.length === 1 && only)
    intake.tell(only.option, ['gpu-only-function-0', { address: only.address }], 'gpu');
  for (const option of intake.devices('pci-assign', 'kvm-pci-assign', 'igd-passthrough-isa-bridge'))
    intake.unsupported(option);
}

interface HostFunction {
  readonly option: QemuOption;
  readonly address: string;
}

/** `01:00.0` lacks its domain, which is nearly always 0. */
function addressOf({ values }: QemuOption): string | null {
  const text = values.get('host') ?? values.get('sysfsdev')?.replace(/^\/sys\/bus\/pci\/devices\//, '');
  const address = text && /^[0-9a-f]{1,2}:/i.test(text) && text.split(':').length === 2 ? `0000:${text}` : (text ?? '');
  const parsed = hostPciSchema.safeParse({ address: address.toLowerCase() });
  return parsed.success ? parsed.data.address : null;
}

const slot = (address: string): string => address.slice(0, -2);

/** A command line does not say what a device is. What only a graphics card has tells it; else the first behind a bridge. */
function theGpu(intake: Intake, found: readonly HostFunction[]): HostFunction | undefined {
  // Baton's own line keeps a port for the card, and only the card sits there.
  if (intake.backend('device', 'rp-gpu')) return found.find(({ option }) => option.values.peek('bus') === 'rp-gpu');
  const marks = ['x-vga', 'romfile', 'x-pci-sub-vendor-id', 'x-pci-sub-device-id', 'display', 'x-igd-opregion'];
  const marked = found.find(({ option }) => marks.some((mark) => option.values.has(mark)));
  const laptops = found.find(({ address }) => address.startsWith('0000:01:00.'));
  return marked ?? laptops ?? found.find(({ address }) => !address.startsWith('0000:00:')) ?? found[0];
}

function readGpuFunction(intake: Intake, { option, address }: HostFunction): void {
  const { values } = option;
  const { gpu } = intake.draft;
  gpu.wanted = true;
  const given = values.get('host', 'sysfsdev') ?? '';
  if (given !== address && !given.endsWith(address)) intake.changed(option, 'gpu', [given, address]);
  const isCard = address.endsWith('.0') || values.has('romfile') || values.has('x-vga');
  if (isCard) readCardOptions(intake, option);
  intake.field(option, 'gpu');
  intake.ignoreKeys(option, 'own-place', 'bus', 'addr', 'multifunction', 'x-pci-sub-vendor-id', 'x-pci-sub-device-id');
  intake.ignoreKeys(
    option,
    'own-defaults',
    'x-no-kvm-intx',
    'x-no-mmap',
    'x-req',
    'x-balloon-allowed',
    'enable-migration',
  );
}

function readCardOptions(intake: Intake, option: QemuOption): void {
  const { values } = option;
  const { gpu } = intake.draft;
  const [vendorId, deviceId] = [hexId(values.get('x-pci-sub-vendor-id')), hexId(values.get('x-pci-sub-device-id'))];
  // Not given: QEMU shows what vfio finds, which is nothing on the cards that the guide is about. Baton gives the card's own.
  if (vendorId && deviceId) gpu.subsystem = { from: 'given', vendorId, deviceId };
  const rom = values.get('romfile');
  if (rom) {
    const path = filePath(intake, option, { text: rom, field: 'gpu.romFile' });
    if (path === null)
      intake.loseKey(option, { text: `romfile=${rom}` }, ['lost-unsafe', { text: `romfile=${rom}`, because: 'path' }]);
    else gpu.romFile = path;
  }
  const bar = values.get('rombar');
  if (bar !== undefined) gpu.romBar = bar !== '0' && bar !== 'off';
  if (['on', 'true', '1'].includes(values.get('x-vga') ?? '')) gpu.primary = true;
}

/** QEMU takes `0x1028`, `4136` and, in JSON, numbers. 0xffffffff means: as the card has it. */
function hexId(text: string | undefined): string | undefined {
  if (text === undefined || !/^(0x[0-9a-f]{1,8}|\d{1,10})$/i.test(text)) return undefined;
  const number = Number(text);
  return number > 0xffff ? undefined : number.toString(16).padStart(4, '0');
}

function addPci(intake: Intake, { option, address }: HostFunction): void {
  const { pci } = intake.draft;
  if (pci.length >= 8) {
    intake.unsupported(option);
    return;
  }
  if (!pci.some((other) => other.address === address)) pci.push({ address });
  intake.field(option, `pci.${pci.findIndex((other) => other.address === address)}`);
  intake.ignoreKeys(option, 'own-place', 'bus', 'addr', 'multifunction', 'bootindex');
}

/** USB devices of the host, by what they are or by their port. A device address changes at each plugging, so it names nothing. */
export function readHostUsb(intake: Intake): void {
  for (const option of intake.devices('usb-host')) {
    const { values } = option;
    const [vendorId, productId] = [hexId(values.get('vendorid')), hexId(values.get('productid'))];
    const [bus, port] = [values.get('hostbus'), values.get('hostport')];
    if (vendorId && productId) addUsb(intake, option, { by: 'id', vendorId, productId });
    else if (bus && port) addUsb(intake, option, { by: 'port', bus: Number(bus), port });
    else intake.unsafe(option, 'path');
    if (intake.isOpen(option)) continue;
    intake.ignoreKeys(option, 'own-place', 'bus', 'port', 'hostbus', 'hostport', 'hostaddr');
    intake.ignoreKeys(
      option,
      'own-defaults',
      'guest-reset',
      'guest-resets-all',
      'isobufs',
      'pipeline',
      'suppress-remote-wake',
    );
  }
  for (const option of intake.open('usbdevice')) {
    const [, vendorId, productId] = /^host:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(option.value) ?? [];
    if (vendorId && productId) {
      const four = (id: string): string => id.toLowerCase().padStart(4, '0');
      addUsb(intake, option, { by: 'id', vendorId: four(vendorId), productId: four(productId) });
    }
  }
}

function addUsb(intake: Intake, option: QemuOption, select: object): void {
  const { usb } = intake.draft;
  const parsed = hostUsbSchema.safeParse({ select });
  if (!parsed.success || usb.length >= 16) {
    intake.unsupported(option);
    return;
  }
  intake.field(option, `usb.${usb.length}`);
  usb.push(parsed.data);
}
