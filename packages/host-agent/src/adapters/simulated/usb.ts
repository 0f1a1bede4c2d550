import type { HostUsbDevice } from '@baton/model/host/hardware';
import type { HardwareEvents } from '../../ports/hardware-events';
import type { UsbPlug } from '../../ports/usb-plug';

const PLUGGED_IN: readonly HostUsbDevice[] = [
  { bus: 1, port: '1', vendorId: '046d', productId: 'c08b', name: 'Logitech G502 HERO (simulated)' },
  { bus: 1, port: '4', vendorId: '0951', productId: '1666', name: 'Kingston DataTraveler 3.0 (simulated)' },
  { bus: 1, port: '6', vendorId: '0c45', productId: '6713', name: 'Microdia Integrated Webcam HD (simulated)' },
  { bus: 1, port: '9.2', vendorId: '045e', productId: '02ea', name: 'Microsoft Xbox Controller (simulated)' },
];

/** The simulated laptop's USB sockets: devices come, go, and are mounted. */
export class SimulatedUsb implements HardwareEvents {
  #devices = PLUGGED_IN;
  readonly #watchers = new Set<{ readonly changed: () => void }>();

  get devices(): readonly HostUsbDevice[] {
    return this.#devices;
  }

  watch(changed: () => void): () => void {
    const watcher = { changed };
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  /** Into its socket; what was there before is pulled. */
  plugIn(device: HostUsbDevice): void {
    this.#become([...this.#without(device), device]);
  }

  pull(socket: Pick<HostUsbDevice, 'bus' | 'port'>): void {
    this.#become(this.#without(socket));
  }

  /** A file system on it is mounted there. */
  mount(socket: Pick<HostUsbDevice, 'bus' | 'port'>, mountedAt: string): void {
    this.#become(this.#devices.map((each) => (isAt(each, socket) ? { ...each, mountedAt } : each)));
  }

  #without(socket: Pick<HostUsbDevice, 'bus' | 'port'>): readonly HostUsbDevice[] {
    return this.#devices.filter((each) => !isAt(each, socket));
  }

  #become(devices: readonly HostUsbDevice[]): void {
    this.#devices = devices;
    for (const { changed } of this.#watchers) changed();
  }
}

function isAt(device: HostUsbDevice, { bus, port }: Pick<HostUsbDevice, 'bus' | 'port'>): boolean {
  return device.bus === bus && device.port === port;
}

/** The guest gets an empty hub for it: real QEMU would look for the device on the host that plays the laptop. */
export const simulatedUsbPlug: UsbPlug = {
  device: () => ({ driver: 'usb-hub' }),
  openBy: async () => null,
  pretends: true,
};
