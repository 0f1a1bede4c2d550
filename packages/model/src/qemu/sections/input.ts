import type { InputSection } from '../../profile/devices';
import { device, object, type Section } from '../emit';
import { inputPort } from '../layout';

/** virtio devices: keys and moves without USB's polling. The tablet only for a pointer that is one. */
export function virtioInputs({ virtio, pointer }: InputSection): readonly string[] {
  if (!virtio) return [];
  return ['keyboard', 'mouse', ...(pointer === 'tablet' ? ['tablet'] : [])];
}

export const input: Section = ({ profile }) => [
  ...virtioInputs(profile.input).map((kind, n) => {
    const why = kind === 'keyboard' ? 'keyboard' : 'pointer';
    const json = { driver: `virtio-${kind}-pci`, id: `virtio-${kind}0`, bus: inputPort(n).id, addr: '0x0' };
    return device({ why, field: 'input.virtio' }, json);
  }),
  // Both Ctrl keys give the keyboard to the guest and back; `grab_all` takes the mice along.
  ...profile.input.evdev.map(({ path, grabAll }, index) =>
    object(
      { why: 'evdev', field: `input.evdev.${index}` },
      { 'qom-type': 'input-linux', id: `evdev${index}`, evdev: path, grab_all: grabAll, repeat: true },
    ),
  ),
];
