import type { AudioSection, DisplaySection, LookingGlass } from '@baton/model/profile/display';
import { choices, type FieldTable } from './field-words';

export const DISPLAY_FIELDS = {
  'display.card': {
    label: 'Virtual card',
    find: 'vga qxl virtio-vga std -vga',
    choices: choices<DisplaySection['card']>({
      std: ['Standard VGA', 'Works with every guest.'],
      qxl: ['QXL', 'For SPICE and Windows.'],
      virtio: ['virtio', 'For Linux.'],
    }),
  },
  'display.spice': {
    label: 'SPICE too',
    hint: 'For remote-viewer on the host, beside the console in the browser.',
    find: 'spice remote-viewer virt-viewer qxl',
  },
  'display.keyboard': {
    label: 'Keyboard layout',
    hint: 'Such as de or en-us. Empty sends keys as they are, which is right for most.',
    find: '-k keymap layout language',
  },
  'audio.backend': {
    label: 'Sound',
    find: 'audio audiodev pulseaudio pipewire alsa QEMU_AUDIO_DRV hda soundhw',
    choices: choices<AudioSection['backend']>({
      none: 'None',
      pipewire: 'PipeWire',
      pa: 'PulseAudio',
      alsa: 'ALSA',
      spice: 'Through SPICE',
    }),
  },
  lookingGlass: {
    label: 'Looking Glass',
    hint: 'The guest’s picture from the GPU, in a window of the host.',
    find: 'ivshmem shared memory kvmfr looking-glass framebuffer',
  },
  'lookingGlass.width': { label: 'Width', hint: 'In pixels.', find: 'resolution' },
  'lookingGlass.height': { label: 'Height', hint: 'In pixels.', find: 'resolution' },
  'lookingGlass.hdr': { label: 'HDR', hint: 'Takes twice the memory.' },
  'lookingGlass.memory': {
    label: 'Shared through',
    find: '/dev/shm kvmfr',
    choices: choices<LookingGlass['memory']>({ shm: 'A file in /dev/shm', kvmfr: 'kvmfr module' }),
  },
} satisfies FieldTable;
