import { audioSectionSchema } from '../../profile/display';
import type { Intake } from './intake';
import type { QemuOption } from './options';

const SOUND_CARDS = [
  ...[
    'ich9-intel-hda',
    'intel-hda',
    'hda-output',
    'hda-duplex',
    'hda-micro',
    'AC97',
    'ES1370',
    'sb16',
    'ac97',
    'es1370',
  ],
  ...['usb-audio', 'virtio-sound-pci', 'virtio-sound'],
];

/** Sound: where it goes. The card is always the one that guests have a driver for. */
export function readAudio(intake: Intake): void {
  for (const option of intake.open('audiodev')) {
    setBackend(intake, option, option.values.get('driver'));
    intake.ignoreKeys(option, 'own-defaults', ...option.values.rest().map(({ key }) => key));
  }
  for (const option of intake.open('audio')) {
    setBackend(intake, option, option.values.get('driver'));
    intake.ignoreKeys(option, 'own-sound-card', 'model');
    intake.ignoreKeys(option, 'own-defaults', ...option.values.rest().map(({ key }) => key));
  }
  readCards(intake);
}

function readCards(intake: Intake): void {
  const cards = [...intake.devices(...SOUND_CARDS), ...intake.open('soundhw')];
  const [first] = cards;
  if (!first) return;
  if (intake.draft.audio.backend === undefined) {
    const { audioDriver } = intake.around;
    // QEMU without a word about it tries PulseAudio first, as it is built by every distribution.
    setBackend(intake, first, audioDriver ?? 'pa');
    if (audioDriver === null) intake.changed(first, 'audio.backend', ['', 'pa']);
  }
  for (const card of cards) {
    intake.field(card, 'audio.backend');
    intake.ignoreKeys(card, 'own-place', 'bus', 'addr', 'cad');
    intake.ignoreKeys(card, 'own-sound-card', ...card.values.rest().map(({ key }) => key));
  }
}

function setBackend(intake: Intake, option: QemuOption, name: string | undefined): void {
  const parsed = audioSectionSchema.shape.backend.safeParse(name);
  // jack, sdl, oss, dbus and files: the desktop's own sound server takes their place.
  const backend = parsed.success ? parsed.data : 'pa';
  if (!parsed.success) intake.changed(option, 'audio.backend', [name ?? '', backend]);
  intake.draft.audio.backend = backend;
  intake.field(option, 'audio.backend');
}
