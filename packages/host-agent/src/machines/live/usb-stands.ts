import type { HostUsbDevice } from '@baton/model/host/hardware';
import type { QmpSession } from '@baton/qmp';
import type { UsbSocket } from '../../ports/usb-plug';

/** What we attach while a machine is up; the profile's are `usb0` and so on, and a person's own arguments name theirs as they like. */
const LIVE = 'usb-live-';

/** What stands in a machine for a device of the host, and by what QEMU looks for it: 0 and empty are no condition. */
export interface UsbStand {
  readonly id: string;
  /** QEMU has opened the device. Until it finds it, it looks for it every two seconds. */
  readonly attached: boolean;
  readonly bus: number;
  readonly port: string;
  readonly vendorId: number;
  readonly productId: number;
}

export function socketKey({ bus, port }: UsbSocket): string {
  return `${bus}-${port}`;
}

export function liveId(socket: UsbSocket): string {
  return `${LIVE}${socketKey(socket)}`;
}

/** As QEMU has them now: a profile may have been changed since its machine was started. */
export async function standsIn(session: QmpSession): Promise<readonly UsbStand[]> {
  const found = await session.execute('qom-list', { path: '/machine/peripheral' });
  const stands = found.map(({ name, type }) => {
    if (type === 'child<usb-host>') return askedOf(session, name);
    return name.startsWith(LIVE) ? practiceStand(name) : null;
  });
  return (await Promise.all(stands)).filter((stand) => stand !== null);
}

/**
 * By `socketKey`, the ids of those that have a device. Which of two that are the same QEMU took, it does not tell (hw/usb/host-libusb.c
 * keeps it to itself): its process does.
 * @param open sockets whose devices the process has open; null = nobody can see
 */
export function heldAmong(
  stands: readonly UsbStand[],
  devices: readonly HostUsbDevice[],
  open: ReadonlySet<string> | null,
): ReadonlyMap<string, string> {
  const held = new Map<string, string>();
  // Those with a socket first: what they have is certain.
  const inOrder = [...stands].sort((a, b) => Number(b.port !== '') - Number(a.port !== ''));
  for (const stand of inOrder) {
    if (!stand.attached) continue;
    const fitting = devices.filter((device) => fits(stand, device) && !held.has(socketKey(device)));
    const it = fitting.find((device) => open?.has(socketKey(device))) ?? fitting[0];
    if (it) held.set(socketKey(it), stand.id);
  }
  return held;
}

function fits({ bus, port, vendorId, productId }: UsbStand, device: HostUsbDevice): boolean {
  if (bus === 0 && port === '' && vendorId === 0 && productId === 0) return false;
  return (
    (bus === 0 || bus === device.bus) &&
    (port === '' || port === device.port) &&
    (vendorId === 0 || vendorId === Number.parseInt(device.vendorId, 16)) &&
    (productId === 0 || productId === Number.parseInt(device.productId, 16))
  );
}

/** null = it left between two questions. */
async function askedOf(session: QmpSession, id: string): Promise<UsbStand | null> {
  const ask = (property: string) => session.execute('qom-get', { path: `/machine/peripheral/${id}`, property });
  const properties = ['attached', 'hostbus', 'hostport', 'vendorid', 'productid'].map(ask);
  const answers = await Promise.all(properties).catch(() => null);
  if (!answers) return null;
  const [attached, bus, port, vendorId, productId] = answers;
  return {
    id,
    attached: attached === true,
    bus: Number(bus ?? 0),
    port: String(port ?? ''),
    vendorId: Number(vendorId ?? 0),
    productId: Number(productId ?? 0),
  };
}

/** Where the laptop is simulated, another device stands in for one of the host's. */
function practiceStand(id: string): UsbStand {
  const [bus, port = ''] = id.slice(LIVE.length).split('-');
  return { id, attached: true, bus: Number(bus), port, vendorId: 0, productId: 0 };
}
