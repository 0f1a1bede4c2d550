import { inputSectionSchema } from '../../profile/devices';
import { isOn } from './backing';
import type { Intake } from './intake';

/** Pointer and keyboard: emulated ones, virtio ones, and those of the host. */
export function readInput(intake: Intake): void {
  const { input } = intake.draft;
  // Baton's own line says everything: without a pointer there is none.
  if (intake.backend('device', 'rp-gpu')) input.pointer = 'none';
  readPointer(intake);
  for (const option of intake.devices('usb-kbd', 'usb-wacom-tablet')) intake.unneeded(option, 'own-input');
  const virtio = [
    'virtio-keyboard-pci',
    'virtio-mouse-pci',
    'virtio-tablet-pci',
    'virtio-keyboard',
    'virtio-mouse',
    'virtio-tablet',
  ];
  for (const option of intake.devices(...virtio)) {
    input.virtio = true;
    intake.field(option, 'input.virtio');
    intake.ignoreKeys(option, 'own-place', 'bus', 'addr', 'display', 'head');
  }
  readEvdev(intake);
}

function readPointer(intake: Intake): void {
  const { input } = intake.draft;
  for (const option of intake.devices('usb-tablet', 'usb-mouse')) {
    input.pointer = option.values.peek('driver') === 'usb-tablet' ? 'tablet' : 'mouse';
    intake.field(option, 'input.pointer');
    intake.ignoreKeys(option, 'own-place', 'bus', 'port', 'display', 'head');
  }
  for (const option of intake.open('usbdevice')) {
    if (option.value === 'keyboard') intake.unneeded(option, 'own-input');
    else if (option.value === 'tablet' || option.value === 'mouse') {
      input.pointer = option.value;
      intake.field(option, 'input.pointer');
    }
  }
}

const evdevSchema = inputSectionSchema.shape.evdev.unwrap().element;

/** `-object input-linux`: both Ctrl keys give the keyboard to the guest and back. */
function readEvdev(intake: Intake): void {
  const evdev: NonNullable<Intake['draft']['input']['evdev']> = [];
  for (const option of intake.open('object')) {
    const { values } = option;
    if (values.peek('qom-type') !== 'input-linux') continue;
    const parsed = evdevSchema.safeParse({
      path: values.get('evdev'),
      grabAll: isOn(values.get('grab_all', 'grab-all')),
    });
    if (!parsed.success || evdev.length >= 8) {
      intake.unsafe(option, 'path');
      continue;
    }
    values.get('qom-type');
    intake.field(option, `input.evdev.${evdev.length}`);
    intake.ignoreKeys(option, 'own-defaults', 'repeat', 'grab-toggle');
    evdev.push(parsed.data);
  }
  if (evdev.length > 0) intake.draft.input.evdev = evdev;
}
