import type { HostUsbDevice } from '@baton/model/host/hardware';
import { fail } from '@baton/model/problem';
import type { HostUsb } from '@baton/model/profile/devices';
import type { Bench } from './bench';

/** A device that the machine cannot do without must be plugged in. QEMU itself would start without it. @throws ProblemError `usb.absent` */
export async function refuseAbsentUsb({ order, inventory }: Bench): Promise<void> {
  const required = order.definition.usb.map((usb, index) => ({ usb, index })).filter(({ usb }) => usb.required);
  if (required.length === 0) return;
  const { usb: present } = await inventory.hardware();
  for (const { usb, index } of required) {
    if (!present.some((device) => matches(usb, device))) fail('usb.absent', { name: nameOf(usb) }, `usb.${index}`);
  }
}

function matches({ select }: HostUsb, device: HostUsbDevice): boolean {
  if (select.by === 'port') return select.bus === device.bus && select.port === device.port;
  return select.vendorId === device.vendorId && select.productId === device.productId;
}

function nameOf({ select }: HostUsb): string {
  return select.by === 'port' ? `${select.bus}-${select.port}` : `${select.vendorId}:${select.productId}`;
}
