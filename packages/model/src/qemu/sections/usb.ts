import type { ProfileDefinition } from '../../profile/definition';
import type { HostUsb } from '../../profile/devices';
import type { QemuCapabilities } from '../capabilities';
import { device, type Section } from '../emit';
import { ROOT_PORTS } from '../layout';
import type { Json } from '../option-text';

/** Ports of one controller: the most that it has, so that some stay free for what is plugged in while it runs. */
const PORTS = 15;
/** The pointer has port 1. Two ports stay free. */
const DEVICES_OF_FIRST = 12;

export function needsSecondUsb({ usb: devices }: Pick<ProfileDefinition, 'usb'>): boolean {
  return devices.length > DEVICES_OF_FIRST;
}

export const usb: Section = ({ profile, facts }) => [
  controller('xhci', ROOT_PORTS.usb.id),
  ...(needsSecondUsb(profile) ? [controller('xhci1', ROOT_PORTS.usb2.id)] : []),
  ...pointer(profile),
  ...profile.usb.map((wanted, index) =>
    device({ why: 'host-usb', field: `usb.${index}` }, hostDevice(wanted, index, facts.can)),
  ),
];

function controller(id: string, bus: string) {
  const json = { driver: 'qemu-xhci', id, bus, addr: '0x0', p2: PORTS, p3: PORTS };
  return device({ why: 'usb-controller', field: null }, json);
}

/** The tablet follows the browser's pointer exactly: without it the two drift apart. */
function pointer({ input }: ProfileDefinition) {
  if (input.pointer === 'none') return [];
  const json = { driver: `usb-${input.pointer}`, id: `${input.pointer}0`, bus: 'xhci.0', port: '1' };
  return [device({ why: 'pointer', field: 'input.pointer' }, json)];
}

/** QEMU starts without a device that is absent and takes it once it is plugged in. */
function hostDevice({ select }: HostUsb, index: number, can: QemuCapabilities): Json {
  const first = index < DEVICES_OF_FIRST;
  const which =
    select.by === 'id'
      ? { vendorid: Number.parseInt(select.vendorId, 16), productid: Number.parseInt(select.productId, 16) }
      : { hostbus: select.bus, hostport: select.port };
  return {
    driver: 'usb-host',
    id: `usb${index}`,
    bus: first ? 'xhci.0' : 'xhci1.0',
    port: String(first ? index + 2 : index - DEVICES_OF_FIRST + 1),
    ...which,
    ...resets(can),
  };
}

/** The guest may reset it when it takes it, and not over and over: some devices never come back from that. */
function resets(can: QemuCapabilities): Json {
  const known = can.deviceProperties['usb-host'] ?? [];
  const wanted = { 'guest-reset': true, 'guest-resets-all': false };
  return Object.fromEntries(Object.entries(wanted).filter(([name]) => known.includes(name)));
}
