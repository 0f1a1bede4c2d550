import type { InputSection } from '@baton/model/profile/devices';
import { choices, type FieldTable } from './field-words';

export const DEVICE_FIELDS = {
  usb: { label: 'USB devices', find: 'usb-host usb stick keyboard mouse headset' },
  'usb.*': { label: 'USB device', find: 'hostbus hostport vendorid productid' },
  'usb.*.select': {
    label: 'Found by',
    choices: choices({
      id: ['What it is', 'Follows the device to any socket.'],
      port: ['Where it is plugged in', 'Whatever is in that socket.'],
    }),
  },
  'usb.*.select.vendorId': { label: 'Vendor id', hint: 'Four hexadecimal digits.' },
  'usb.*.select.productId': { label: 'Product id', hint: 'Four hexadecimal digits.' },
  'usb.*.select.bus': { label: 'Bus' },
  'usb.*.select.port': { label: 'Port', hint: 'Such as 4.2.' },
  'usb.*.required': { label: 'Do not start without it', find: 'required optional' },
  pci: { label: 'PCI devices', find: 'vfio-pci usb controller nvme sound passthrough' },
  'pci.*': { label: 'PCI device' },
  'pci.*.address': { label: 'Address' },
  'input.evdev': {
    label: 'Keyboards and mice of the host',
    hint: 'Shared with the guest: both Ctrl keys together change over.',
    find: 'evdev input-linux keyboard mouse grab',
  },
  'input.evdev.*': { label: 'Shared keyboard or mouse' },
  'input.evdev.*.path': { label: 'Device', hint: 'Below /dev/input/by-id/.' },
  'input.evdev.*.grabAll': { label: 'Takes all others along', find: 'grab_all' },
  'input.pointer': {
    label: 'Pointer',
    hint: 'A tablet follows your pointer exactly.',
    find: 'usb-tablet usb-mouse pointer mouse',
    choices: choices<InputSection['pointer']>({ tablet: 'Tablet', mouse: 'Mouse', none: 'None' }),
  },
  'input.virtio': {
    label: 'virtio keyboard and mouse too',
    hint: 'Quicker, when the guest has their drivers.',
    find: 'virtio-keyboard-pci virtio-mouse-pci virtio-tablet',
  },
} satisfies FieldTable;
