import { hostPciSchema, hostUsbSchema } from '../../profile/devices';
import { absolutePath } from '../../profile/paths';
import { alias, attribute, child, type Reading } from './reading';
import type { XmlElement } from './xml';

interface LentFunction {
  readonly element: XmlElement;
  readonly address: string;
  /** As `<qemu:override>` and `-set device.` name it. */
  readonly names: readonly string[];
}

/** Properties that were set on a device past libvirt, by the device's name. */
export type DeviceProperties = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Devices of the host. Which of them is the GPU is told at the end, because nothing in the XML says what they are. */
export class HostDevices {
  private readonly functions: LentFunction[] = [];

  read(element: XmlElement, reading: Reading): void {
    const type = attribute(element, 'type');
    if (type === 'pci') this.pci(element, reading);
    else if (type === 'usb') readUsb(element, reading);
    else reading.unsupported(element);
  }

  private pci(element: XmlElement, reading: Reading): void {
    const source = child(element, 'source');
    const address = addressOf(source && child(source, 'address'));
    const fitting = reading.accept(element, hostPciSchema, { address });
    if (!fitting) return;
    const names = [alias(element), `hostdev${this.functions.length}`].filter((name) => name !== '');
    this.functions.push({ element, address: fitting.address, names });
  }

  /** The card's functions become `gpu`, the others `pci`. */
  finish(reading: Reading, properties: DeviceProperties): void {
    const gpu = this.card(properties);
    const slot = gpu && slotOf(gpu.address);
    const others = this.functions.filter(({ address }) => slotOf(address) !== slot);
    for (const { element, address } of others) {
      const pci = [...(reading.draft.pci ?? []), { address }];
      if (pci.length > 8) {
        reading.unsupported(element);
        continue;
      }
      reading.draft.pci = pci;
      reading.field(element, `pci.${pci.length - 1}`);
    }
    if (gpu) this.lend(gpu, reading, properties);
  }

  /** What is treated as a card: by our alias, by what is done to it alone; else the slot with several functions, else the first. */
  private card(properties: DeviceProperties): LentFunction | undefined {
    const ours = this.functions.filter(({ names }) => names.some((name) => /^ua-(gpu|pci)\d/.test(name)));
    if (ours.length > 0) return ours.find(({ names }) => names.some((name) => name === 'ua-gpu0'));
    const treated = this.functions.find(
      ({ element, names }) => child(element, 'rom') !== undefined || names.some((name) => properties.has(name)),
    );
    const several = this.functions.find(({ address }) => this.inSlot(address).length > 1);
    return treated ?? several ?? this.functions[0];
  }

  private inSlot(address: string): readonly LentFunction[] {
    return this.functions.filter((one) => slotOf(one.address) === slotOf(address));
  }

  private lend(gpu: LentFunction, reading: Reading, properties: DeviceProperties): void {
    const { gpu: section } = reading.draft;
    section.wanted = true;
    section.subsystem = { from: 'nothing' };
    const functions = this.inSlot(gpu.address);
    for (const { element, names } of functions) {
      const fields = reading.field(element, 'gpu.wanted');
      readRom(element, reading, fields);
      for (const name of names) readProperties(properties.get(name), reading, element === gpu.element);
    }
    const [first] = functions;
    if (first && functions.length === 1) {
      reading.find(first.element, 'gpu-only-function-0', { address: first.address }, 'gpu.wanted');
    }
    if (!gpu.names.some((name) => name.startsWith('ua-'))) {
      reading.changed(gpu.element, 'gpu.wanted', [gpu.address, 'GPU']);
      // Baton's own habit, unless the XML says otherwise: without ids of its own a mobile card is refused by its driver.
      if (section.subsystem.from === 'nothing') section.subsystem = { from: 'card' };
    }
  }
}

function readRom(element: XmlElement, reading: Reading, fields: string[]): void {
  const rom = child(element, 'rom');
  if (!rom) return;
  const { gpu } = reading.draft;
  if (attribute(rom, 'bar') === 'off') {
    gpu.romBar = false;
    fields.push('gpu.romBar');
  }
  const file = attribute(rom, 'file');
  if (file === undefined) return;
  const path = reading.accept(rom, absolutePath, file);
  if (path === undefined) return;
  gpu.romFile = path;
  fields.push('gpu.romFile');
}

function readProperties(set: ReadonlyMap<string, string> | undefined, { draft }: Reading, isFunction0: boolean): void {
  const hex = (name: string) => {
    const value = set?.get(name);
    return value === undefined ? undefined : Number(value).toString(16).padStart(4, '0');
  };
  const [vendorId, deviceId] = [hex('x-pci-sub-vendor-id'), hex('x-pci-sub-device-id')];
  if (isFunction0 && vendorId && deviceId) draft.gpu.subsystem = { from: 'given', vendorId, deviceId };
  if (isFunction0 && /^(on|true|yes)$/.test(set?.get('x-vga') ?? '')) draft.gpu.primary = true;
}

function readUsb(element: XmlElement, reading: Reading): void {
  const source = child(element, 'source');
  const id = (name: string) =>
    attribute(source && child(source, name), 'id')
      ?.toLowerCase()
      .replace(/^0x/, '')
      .padStart(4, '0');
  const usb = reading.accept(element, hostUsbSchema, {
    select: { by: 'id', vendorId: id('vendor'), productId: id('product') },
    required: attribute(source, 'startupPolicy') === 'mandatory',
  });
  if (usb) addUsb(element, reading, usb);
}

export function addUsb(element: XmlElement, reading: Reading, usb: object): void {
  const devices = [...(reading.draft.usb ?? []), hostUsbSchema.parse(usb)];
  if (devices.length > 16) {
    reading.unsupported(element);
    return;
  }
  reading.draft.usb = devices;
  reading.field(element, `usb.${devices.length - 1}`);
}

/** `<address domain='0x0000' bus='0x01' slot='0x00' function='0x0'/>`, where old ones leave the domain out. */
function addressOf(element: XmlElement | undefined): string | undefined {
  if (!element) return undefined;
  const part = (name: string, digits: number, absent?: string) => {
    const text = attribute(element, name) ?? absent ?? '';
    return /^(0x[0-9a-f]{1,4}|\d{1,4})$/i.test(text) ? Number(text).toString(16).padStart(digits, '0') : undefined;
  };
  const [domain, bus] = [part('domain', 4, '0'), part('bus', 2)];
  const [slot, fn] = [part('slot', 2), part('function', 1, '0')];
  return [domain, bus, slot, fn].includes(undefined) ? undefined : `${domain}:${bus}:${slot}.${fn}`;
}

function slotOf(address: string): string {
  return address.slice(0, -2);
}
