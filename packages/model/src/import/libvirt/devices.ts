import type { ProfileDraft } from '../../profile/definition';
import { inputSectionSchema } from '../../profile/devices';
import { displaySectionSchema } from '../../profile/display';
import { pictureWithin } from '../pictures';
import type { HostDevices } from './host-devices';
import { readInterface } from './nics';
import { attribute, child, notNeeded, type Readers, type Reading } from './reading';
import { readController, readDisk } from './storage';
import { sizeMiB } from './values';
import type { XmlElement } from './xml';

export function deviceReaders(hostDevices: HostDevices): Readers {
  return new Map<string, (element: XmlElement, reading: Reading) => void>([
    ['emulator', notNeeded('own-engine')],
    ['disk', readDisk],
    ['controller', readController],
    ['interface', readInterface],
    ['hostdev', (element, reading) => hostDevices.read(element, reading)],
    ['input', readInput],
    ['graphics', readGraphics],
    ['video', readVideo],
    ['sound', readSound],
    ['audio', readAudio],
    ['channel', readChannel],
    ['serial', notNeeded('own-channels')],
    ['console', notNeeded('own-channels')],
    ['shmem', readShmem],
    ['tpm', readTpm],
    ['watchdog', readWatchdog],
    ['panic', (element, reading) => reading.field(element, 'machine.onPanic')],
    ['memballoon', readBalloon],
    ['hub', notNeeded('own-controllers')],
  ]);
}

function readInput(element: XmlElement, reading: Reading): void {
  const { input } = reading.draft;
  const type = attribute(element, 'type');
  const bus = attribute(element, 'bus') ?? 'ps2';
  if (type === 'evdev') readEvdev(element, reading);
  else if (bus === 'virtio' && (type === 'keyboard' || type === 'mouse' || type === 'tablet')) {
    input.virtio = true;
    reading.field(element, 'input.virtio');
  } else if (bus === 'usb' && (type === 'tablet' || type === 'mouse')) {
    input.pointer = type;
    reading.field(element, 'input.pointer');
  } else if (bus === 'ps2' || (bus === 'usb' && type === 'keyboard')) reading.unneeded(element, 'own-input');
  else reading.unsupported(element);
}

function readEvdev(element: XmlElement, reading: Reading): void {
  const source = child(element, 'source');
  const device = { path: attribute(source, 'dev'), grabAll: attribute(source, 'grab') === 'all' };
  addEvdev(element, reading, device);
}

export function addEvdev(element: XmlElement, reading: Reading, device: object): void {
  const { input } = reading.draft;
  const fitting = reading.accept(element, inputSectionSchema.shape.evdev, [...(input.evdev ?? []), device]);
  if (!fitting) return;
  input.evdev = fitting;
  reading.field(element, `input.evdev.${fitting.length - 1}`);
}

/** Screens are in the browser here. SPICE stays as a socket beside it. */
function readGraphics(element: XmlElement, reading: Reading): void {
  const { display } = reading.draft;
  const type = attribute(element, 'type');
  const keyboard = displaySectionSchema.shape.keyboard.safeParse(attribute(element, 'keymap') ?? null);
  const fields: string[] = [];
  if (keyboard.success && keyboard.data) {
    display.keyboard = keyboard.data;
    fields.push('display.keyboard');
  }
  if (type === 'spice') {
    display.spice = true;
    fields.push('display.spice');
  }
  const listens = [attribute(element, 'listen'), attribute(child(element, 'listen'), 'address')].filter((one) => one);
  const open = listens.find((address) => !/^(127\.|::1$|localhost$)/.test(address ?? ''));
  if (open) reading.find(element, 'open-port', { what: (type ?? '').toUpperCase(), address: open }, 'display.spice');
  if (fields.length > 0) reading.field(element, ...fields);
  else reading.unneeded(element, 'own-screen');
}

const CARDS: ReadonlyMap<string, ProfileDraft['display']['card']> = new Map([
  ['vga', 'std'],
  ['qxl', 'qxl'],
  ['virtio', 'virtio'],
]);

function readVideo(element: XmlElement, reading: Reading): void {
  const { display } = reading.draft;
  const type = attribute(child(element, 'model'), 'type') ?? 'vga';
  if (display.stage !== undefined) {
    // A second screen.
    reading.unsupported(element);
    return;
  }
  display.stage = type === 'none' ? 'gpu' : 'install';
  if (type === 'none') {
    reading.field(element, 'display.stage');
    return;
  }
  display.card = CARDS.get(type) ?? 'std';
  if (!CARDS.has(type)) reading.changed(element, 'display.card', [type, 'std']);
  reading.field(element, 'display.card');
}

function readSound(element: XmlElement, reading: Reading): void {
  // Without an <audio>, libvirt sends the sound where the screen is: to SPICE.
  reading.hasSound = true;
  reading.unneeded(element, 'own-sound-card');
}

const BACKENDS: ReadonlyMap<string, ProfileDraft['audio']['backend']> = new Map([
  ['none', 'none'],
  ['pipewire', 'pipewire'],
  ['pulseaudio', 'pa'],
  ['spice', 'spice'],
  ['alsa', 'alsa'],
]);

function readAudio(element: XmlElement, reading: Reading): void {
  const type = attribute(element, 'type') ?? 'none';
  const backend = BACKENDS.get(type);
  if (!backend) reading.changed(element, 'audio.backend', [type, 'none']);
  reading.draft.audio.backend = backend ?? 'none';
  reading.field(element, 'audio.backend');
}

function readChannel(element: XmlElement, reading: Reading): void {
  const name = attribute(child(element, 'target'), 'name');
  if (attribute(element, 'type') === 'spicevmc') reading.field(element, 'display.spice');
  else if (name?.startsWith('org.qemu.guest_agent')) reading.unneeded(element, 'own-agent');
  else reading.unsupported(element);
}

function readShmem(element: XmlElement, reading: Reading): void {
  const name = attribute(element, 'name') ?? '';
  const size = child(element, 'size');
  const mib = sizeMiB(size?.text ?? '', attribute(size, 'unit') ?? 'bytes');
  const fitting = mib === undefined ? undefined : pictureWithin(mib * 2 ** 20);
  if (!fitting || !/looking-?glass|kvmfr/i.test(name)) {
    reading.unsupported(element);
    return;
  }
  reading.draft.lookingGlass = { ...fitting, memory: 'shm' };
  reading.field(element, 'lookingGlass');
}

function readTpm(element: XmlElement, reading: Reading): void {
  const backend = child(element, 'backend');
  const [type, version] = [attribute(backend, 'type') ?? 'passthrough', attribute(backend, 'version') ?? '2.0'];
  if (type !== 'emulator' || version !== '2.0')
    reading.changed(element, 'machine.tpm', [`${type} ${version}`, 'emulator 2.0']);
  reading.draft.machine.tpm = true;
  reading.field(element, 'machine.tpm');
}

function readWatchdog(element: XmlElement, reading: Reading): void {
  const [model, action] = [attribute(element, 'model') ?? '', attribute(element, 'action') ?? 'reset'];
  const known = (['reset', 'poweroff', 'pause', 'none'] as const).find((one) => one === action);
  const wanted = known ?? (action === 'shutdown' ? 'poweroff' : 'reset');
  // The chipset has one of its own, which libvirt adds to every q35 machine by itself.
  if (model === 'itco') {
    reading.unneeded(element, 'default');
    return;
  }
  if (model !== 'i6300esb' || !known)
    reading.changed(element, 'machine.watchdog', [`${model} ${action}`, `i6300esb ${wanted}`]);
  reading.draft.machine.watchdog = wanted;
  reading.field(element, 'machine.watchdog');
}

function readBalloon(element: XmlElement, reading: Reading): void {
  reading.unneeded(element, attribute(element, 'model') === 'none' ? 'default' : 'no-effect');
}
