import type { ProfileDefinition } from '../../profile/definition';
import type { QemuCapabilities } from '../capabilities';
import { argument, device, type Section } from '../emit';
import { ON_ROOT_BUS } from '../layout';

/** A sound card, and where the sound goes. Without a back end of its own since QEMU 8.2 it would not start. */
export const audio: Section = ({ profile, facts }) => {
  if (profile.audio.backend === 'none') return [];
  const origin = { why: 'audio', field: 'audio.backend' } as const;
  const controller = { driver: 'ich9-intel-hda', id: 'hda0', bus: 'pcie.0', addr: ON_ROOT_BUS.sound };
  return [
    argument(origin, '-audiodev', `${backEnd(profile, facts.can)},id=snd0`),
    device(origin, controller),
    device(origin, { driver: 'hda-duplex', id: 'codec0', bus: 'hda0.0', cad: 0, audiodev: 'snd0' }),
  ];
};

/** Silence where this QEMU lacks the wanted one: a guest keeps its sound card and starts. */
function backEnd({ audio: { backend }, display }: ProfileDefinition, can: QemuCapabilities): string {
  if (backend === 'spice' && !display.spice) return 'none';
  return can.audiodevs.includes(backend) ? backend : 'none';
}
