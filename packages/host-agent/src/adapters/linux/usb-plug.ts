import type { UsbPlug } from '../../ports/usb-plug';

/** QEMU opens the device by its socket, and again when it is plugged in there later (QEMU docs/system/devices/usb.rst). */
export const linuxUsbPlug: UsbPlug = {
  device: ({ bus, port }) => ({ driver: 'usb-host', hostbus: bus, hostport: port }),
};
