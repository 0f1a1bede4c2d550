import { AFTER_EXIT_WORDS } from '../../machine/profile-words';
import { choices, type FieldTable } from './field-words';

export const GPU_FIELDS = {
  'gpu.wanted': {
    label: 'Wants the GPU',
    hint: 'The host lends it when the machine starts.',
    find: 'vfio-pci passthrough graphics card dgpu nvidia',
  },
  'gpu.afterExit': {
    label: 'After it stops',
    find: 'return to host power off leave aside exit',
    choices: choices({
      host: [AFTER_EXIT_WORDS.host, 'The host’s driver takes it again.'],
      off: [AFTER_EXIT_WORDS.off, 'It has no power until somebody needs it.'],
      leave: [AFTER_EXIT_WORDS.leave, 'It stays reserved, so that the next start is quick.'],
    }),
  },
  'gpu.battery': { label: 'On battery', find: 'battery guard mains power plugged' },
  'gpu.battery.percent': { label: 'Only below, in %', find: 'battery limit' },
  'display.stage': {
    label: 'First screen',
    hint: 'Begin with the virtual one; change over when the card’s driver is installed.',
    find: 'stage install gpu virtual display vga none',
    choices: choices<'install' | 'gpu'>({
      install: ['Virtual screen', 'To install: you see it in the browser.'],
      gpu: ['The GPU', 'The guest draws with the card; you reach it by its own ways.'],
    }),
  },
  'display.keepVirtual': {
    label: 'Keep the virtual screen too',
    hint: 'The console in the browser goes on working, as a second screen.',
    find: 'virtual screen console vnc',
  },
  'gpu.romFile': {
    label: 'vBIOS file',
    hint: 'Shown to the guest instead of the card’s own. Most cards need none.',
    find: 'romfile vbios rom image',
  },
  'gpu.romBar': {
    label: 'Show the card’s ROM',
    hint: 'Off, the guest finds none at all.',
    find: 'rombar rom bar',
  },
  'gpu.subsystem': {
    label: 'Subsystem ids',
    hint: 'A mobile card may report none, and its driver refuses it then.',
    find: 'x-pci-sub-vendor-id x-pci-sub-device-id subsystem code 43',
    choices: choices<'card' | 'given' | 'nothing'>({
      card: ['The card’s own', 'Read from the host.'],
      given: ['By hand', 'Two numbers that you type.'],
      nothing: ['Leave as they are', 'Whatever vfio finds.'],
    }),
  },
  'gpu.subsystem.vendorId': {
    label: 'Subsystem vendor',
    hint: 'Four hexadecimal digits, such as 1028.',
    find: 'x-pci-sub-vendor-id',
  },
  'gpu.subsystem.deviceId': {
    label: 'Subsystem device',
    hint: 'Four hexadecimal digits, such as 07b1.',
    find: 'x-pci-sub-device-id',
  },
  'gpu.primary': {
    label: 'Answers as the first VGA card',
    hint: 'Only for guests that start without UEFI.',
    find: 'x-vga primary legacy vga',
  },
} satisfies FieldTable;
