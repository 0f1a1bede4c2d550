import type { ProfileDefinition } from '../../profile/definition';
import { hasVirtualScreen } from '../../profile/display';
import type { Nic } from '../../profile/network';
import { alias, bootOrder } from './storage';
import { element, type XmlAttributes, type XmlNode } from './xml';

/**
 * Whether libvirt has an element for it: ports into QEMU's own user network have none. passt has one, but a libvirt that was built
 * without it (Debian 12) refuses the whole domain, so QEMU's user network stands in.
 */
export function hasNicElement({ connection }: Nic): boolean {
  const user = connection.kind === 'user' || connection.kind === 'passt';
  return !user || connection.forwards.length === 0;
}

export function nics(profile: ProfileDefinition): XmlNode[] {
  return profile.nics.flatMap((nic, index) => {
    if (!hasNicElement(nic)) return [];
    const { type, children } = connection(nic);
    return element(
      'interface',
      { type },
      element('mac', { address: nic.mac }),
      children,
      element('model', { type: nic.model }),
      bootOrder(profile, `nic${index}`),
      alias(`nic${index}`),
    );
  });
}

function connection({ connection }: Nic): { type: string; children: readonly XmlNode[] } {
  switch (connection.kind) {
    case 'user':
    case 'passt':
      return { type: 'user', children: [] };
    case 'nat':
      return { type: 'network', children: [element('source', { network: 'default' })] };
    case 'bridge':
      return { type: 'bridge', children: [element('source', { bridge: connection.bridge })] };
  }
}

export function inputs({ input }: ProfileDefinition): XmlNode[] {
  const { pointer, virtio, evdev } = input;
  const on = (type: string, bus: string) => element('input', { type, bus });
  return [
    ...(pointer === 'none' ? [] : [on(pointer, 'usb')]),
    ...(virtio ? [on('keyboard', 'virtio'), on('mouse', 'virtio'), on('tablet', 'virtio')] : []),
    ...evdev.map(({ path, grabAll }) =>
      element(
        'input',
        { type: 'evdev' },
        element('source', { dev: path, grab: grabAll ? 'all' : undefined, repeat: 'on' }),
      ),
    ),
  ];
}

/** The video card, and screens that only this host reaches. */
export function screens({ display }: ProfileDefinition): XmlNode[] {
  const screen = hasVirtualScreen(display);
  const keymap = display.keyboard ?? undefined;
  const type = display.card === 'std' ? 'vga' : display.card;
  const model: XmlAttributes = screen ? { type, heads: 1, primary: 'yes' } : { type: 'none' };
  const vnc = element(
    'graphics',
    { type: 'vnc', port: -1, autoport: 'yes', keymap },
    element('listen', { type: 'address', address: '127.0.0.1' }),
  );
  const spice = [
    element('graphics', { type: 'spice', keymap }, element('listen', { type: 'none' })),
    element('channel', { type: 'spicevmc' }, element('target', { type: 'virtio', name: 'com.redhat.spice.0' })),
  ];
  return [...(screen ? [vnc] : []), ...(display.spice ? spice : []), element('video', {}, element('model', model))];
}

/** libvirt 9 does not know PipeWire, which answers as PulseAudio too. */
const AUDIO = { pipewire: 'pulseaudio', pa: 'pulseaudio', spice: 'spice', alsa: 'alsa' } as const;

/** SPICE carries sound only where there is SPICE. */
export function hasSound({ audio: { backend }, display }: ProfileDefinition): boolean {
  return backend !== 'none' && (backend !== 'spice' || display.spice);
}

export function audio(profile: ProfileDefinition): XmlNode[] {
  const { backend } = profile.audio;
  if (backend === 'none' || !hasSound(profile)) return [];
  const sound = element('sound', { model: 'ich9' }, element('codec', { type: 'duplex' }), element('audio', { id: 1 }));
  return [sound, element('audio', { id: 1, type: AUDIO[backend] })];
}

/** Devices by what they are. libvirt takes one of a kind; it is required when one of its twins is. */
export function usbDevices({ usb }: ProfileDefinition): XmlNode[] {
  const kinds = new Map<string, { vendor: string; product: string; required: boolean }>();
  for (const { select, required } of usb) {
    if (select.by !== 'id') continue;
    const { vendorId: vendor, productId: product } = select;
    const twin = kinds.get(`${vendor}:${product}`);
    kinds.set(`${vendor}:${product}`, { vendor, product, required: required || (twin?.required ?? false) });
  }
  return [...kinds.values()].map(({ vendor, product, required }) => {
    const source = element(
      'source',
      { startupPolicy: required ? 'mandatory' : 'optional' },
      element('vendor', { id: `0x${vendor}` }),
      element('product', { id: `0x${product}` }),
    );
    return element('hostdev', { mode: 'subsystem', type: 'usb', managed: 'yes' }, source);
  });
}

/** What a machine has beside what a person chose. */
export function fittings({ machine }: ProfileDefinition): XmlNode[] {
  const { tpm, watchdog, onPanic } = machine;
  const backend = element('backend', { type: 'emulator', version: '2.0' });
  return [
    element('controller', { type: 'usb', index: 0, model: 'qemu-xhci', ports: 15 }),
    element('serial', { type: 'pty' }, element('target', { type: 'isa-serial', port: 0 })),
    element('channel', { type: 'unix' }, element('target', { type: 'virtio', name: 'org.qemu.guest_agent.0' })),
    ...(tpm ? [element('tpm', { model: 'tpm-crb' }, backend)] : []),
    ...(watchdog ? [element('watchdog', { model: 'i6300esb', action: watchdog })] : []),
    ...(onPanic === 'none' ? [] : [element('panic', { model: 'isa' })]),
    element('memballoon', { model: 'none' }),
  ];
}
