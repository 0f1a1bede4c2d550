import { draftNicSchema, nicConnectionSchema, portForwardSchema } from '../../profile/network';
import { draftDiskSchema } from '../../profile/storage';
import { pictureWithin } from '../pictures';
import { type KeyValues, readKeyValues } from '../qemu/key-values';
import { takesValue } from '../qemu/option-table';
import { addEvdev } from './devices';
import { addUsb, type DeviceProperties } from './host-devices';
import { attribute, type Reading } from './reading';
import type { XmlElement } from './xml';

interface Argument {
  readonly option: string;
  readonly words: readonly string[];
  readonly values: KeyValues;
  /** Both `<qemu:arg>` as one. */
  readonly element: XmlElement;
}

/**
 * `<qemu:commandline>`: what its author, or our own export, said past libvirt. What has a field here becomes one, the rest stays an
 * extra argument.
 */
export class QemuArguments {
  private readonly properties = new Map<string, Map<string, string>>();
  private all: readonly Argument[] = [];
  private readonly done = new Set<Argument>();

  readCommandLine(element: XmlElement, reading: Reading): void {
    const args = element.children.filter(({ name }) => name === 'qemu:arg');
    this.all = pairs(args);
    for (const other of element.children) if (other.name !== 'qemu:arg') readEnv(other, reading);
    for (const argument of this.all) if (!this.done.has(argument)) this.read(argument, reading);
    for (const { element: source, words } of this.all.filter((argument) => !this.done.has(argument))) {
      reading.draft.extraArguments = [...(reading.draft.extraArguments ?? []), ...words];
      reading.kept(source, words);
    }
  }

  /** `<qemu:override>`: properties of devices by their aliases. */
  readOverride(element: XmlElement, reading: Reading): void {
    for (const device of element.children) {
      const alias = attribute(device, 'alias') ?? '';
      const properties = device.children.flatMap(({ children }) => children);
      for (const property of properties) {
        const [name = '', value = ''] = [attribute(property, 'name'), attribute(property, 'value')];
        if (this.set(alias, name, value)) reading.field(property, name === 'x-vga' ? 'gpu.primary' : 'gpu.subsystem');
        else reading.unsupported(property);
      }
    }
  }

  get deviceProperties(): DeviceProperties {
    return this.properties;
  }

  private set(alias: string, name: string, value: string): boolean {
    if (!['x-pci-sub-vendor-id', 'x-pci-sub-device-id', 'x-vga'].includes(name)) return false;
    const known = this.properties.get(alias) ?? new Map<string, string>();
    this.properties.set(alias, known.set(name, value));
    return true;
  }

  private read(argument: Argument, reading: Reading): void {
    const { option, values, words, element } = argument;
    if (option === 'set') {
      const [, alias = '', name = '', value = ''] = /^device\.([\w-]+)\.([\w-]+)=(.*)$/s.exec(words[1] ?? '') ?? [];
      if (!this.set(alias, name, value)) return;
      reading.field(element, name === 'x-vga' ? 'gpu.primary' : 'gpu.subsystem');
      this.done.add(argument);
    } else if (option === 'object' && values.peek('qom-type') === 'input-linux') {
      this.done.add(argument);
      addEvdev(element, reading, { path: values.get('evdev'), grabAll: values.get('grab_all') === 'on' });
    } else if (option === 'device') this.device(argument, reading);
  }

  private device(argument: Argument, reading: Reading): void {
    const { values, element } = argument;
    const driver = values.peek('driver') ?? '';
    const nic = { 'virtio-net-pci': 'virtio', e1000e: 'e1000e', rtl8139: 'rtl8139' }[driver];
    if (driver === 'nvme') this.disk(argument, reading);
    else if (nic) this.nic(argument, nic, reading);
    else if (driver === 'ivshmem-plain') this.lookingGlass(argument, reading);
    else if (driver === 'usb-host' && values.has('hostport')) {
      const select = { by: 'port', bus: Number(values.get('hostbus')), port: values.get('hostport') };
      this.done.add(argument);
      addUsb(element, reading, { select, required: false });
    }
  }

  private disk(argument: Argument, reading: Reading): void {
    const { values } = argument;
    const node = this.backend('blockdev', 'node-name', values.peek('drive'));
    if (!node) return;
    const get = (key: string) => node.values.get(key);
    const block = get('file.driver') === 'host_device';
    const path = get('file.filename');
    const direct = get('cache.direct') === 'on';
    const through = values.get('write-cache') === 'off';
    const disk = draftDiskSchema.safeParse({
      source: block ? { kind: 'block', path } : { kind: 'file', path, format: get('driver') },
      bus: 'nvme',
      cache: direct ? (through ? 'directsync' : 'none') : through ? 'writethrough' : 'writeback',
      discard: get('discard') === 'unmap',
      readOnly: get('read-only') === 'on',
      serial: values.get('serial') === values.peek('id') ? null : values.get('serial'),
    });
    if (disk.success) this.item('disks', disk.data, [node, argument], reading);
  }

  private nic(argument: Argument, model: string, reading: Reading): void {
    const { values } = argument;
    const netdev = this.backend('netdev', 'id', values.peek('netdev'));
    if (netdev?.values.peek('type') !== 'user') return;
    const forwards = netdev.values.all('hostfwd').map(readForward);
    const connection = nicConnectionSchema.safeParse({ kind: 'user', forwards });
    if (!connection.success) return;
    const nic = draftNicSchema.safeParse({ connection: connection.data, model, mac: values.get('mac') });
    if (nic.success) this.item('nics', nic.data, [netdev, argument], reading);
  }

  private lookingGlass(argument: Argument, reading: Reading): void {
    const memory = this.backend('object', 'id', argument.values.peek('memdev'));
    const path = memory?.values.get('mem-path') ?? '';
    const fitting = pictureWithin(sizeOf(memory?.values.get('size') ?? '') * 2 ** 20);
    if (!memory || !fitting || !/^\/dev\/(kvmfr|shm\/looking-glass)/.test(path)) return;
    reading.draft.lookingGlass = { ...fitting, memory: path.startsWith('/dev/kvmfr') ? 'kvmfr' : 'shm' };
    for (const part of [memory, argument]) {
      this.done.add(part);
      reading.field(part.element, 'lookingGlass');
    }
  }

  private backend(option: string, key: string, name: string | undefined): Argument | undefined {
    return this.all.find((one) => one.option === option && name !== undefined && one.values.peek(key) === name);
  }

  private item(list: 'disks' | 'nics', value: object, parts: readonly [Argument, Argument], reading: Reading): void {
    const [backend, device] = parts;
    const boot = Number(device.values.get('bootindex') ?? Number.NaN);
    const fields = reading.field(device.element, '*');
    this.done.add(backend).add(device);
    // Both parts became one item: they share the list of its fields.
    reading.place(list, {
      value,
      fields,
      alias: device.values.get('id') ?? '',
      boot: Number.isInteger(boot) ? boot : null,
    });
    reading.sameFields(backend.element, fields);
  }
}

/** `tcp:127.0.0.1:2222-:22` or `tcp::2222-:22`. */
function readForward(text: string): unknown {
  const [, protocol, hostAddress, hostPort, guestPort] = /^(tcp|udp)?:([\d.]*):(\d+)-[\d.]*:(\d+)$/.exec(text) ?? [];
  const forward = {
    protocol,
    hostAddress: hostAddress || '0.0.0.0',
    hostPort: Number(hostPort),
    guestPort: Number(guestPort),
  };
  return portForwardSchema.safeParse(forward).data;
}

/** MiB of `33554432`, `32M` or `1G`. */
function sizeOf(text: string): number {
  const [, number, unit] = /^(\d{1,15})([KMGkmg]?)$/.exec(text) ?? [];
  const scale = { k: 2 ** -10, m: 1, g: 2 ** 10 }[(unit ?? '').toLowerCase()] ?? 2 ** -20;
  return Number(number ?? 0) * scale;
}

function pairs(args: readonly XmlElement[]): Argument[] {
  const words = args.map((element) => ({ element, text: attribute(element, 'value') ?? '' }));
  const found: Argument[] = [];
  for (let at = 0; at < words.length; at++) {
    const { element, text } = words[at] as (typeof words)[number];
    const option = text.replace(/^--?/, '');
    const next = words[at + 1];
    const takes = text.startsWith('-') && next && (takesValue(option) ?? !next.text.startsWith('-'));
    if (takes) at++;
    const value = takes ? next.text : '';
    found.push({
      option,
      words: takes ? [text, value] : [text],
      values: readKeyValues(value, IMPLIED.get(option) ?? null),
      element: takes ? { ...element, source: `${element.source} ${next.element.source}` } : element,
    });
  }
  return found;
}

/** The key that may be left out at the begin of these options' values. */
const IMPLIED: ReadonlyMap<string, string> = new Map([
  ['device', 'driver'],
  ['netdev', 'type'],
  ['object', 'qom-type'],
  ['blockdev', 'driver'],
]);

function readEnv(element: XmlElement, reading: Reading): void {
  const [variable = '', value = ''] = [attribute(element, 'name'), attribute(element, 'value')];
  if (element.name === 'qemu:env' && variable === 'QEMU_AUDIO_DRV') {
    const backend = (['pa', 'alsa', 'spice', 'none'] as const).find((one) => one === value);
    if (backend) reading.draft.audio.backend = backend;
    reading.find(element, 'audio-variable', { variable, value }, 'audio.backend');
    reading.field(element, 'audio.backend');
  } else if (/^QEMU_(PA|ALSA|AUDIO)_/.test(variable)) reading.unneeded(element, 'no-effect');
  else reading.unsupported(element);
}
