import type { HostUsbDevice } from '@baton/model/host/hardware';
import type { QmpSession } from '@baton/qmp';
import { describe, expect, it } from 'vitest';
import { heldAmong, standsIn, type UsbStand } from './usb-stands';

const device = (port: string, productId = 'c08b'): HostUsbDevice => {
  return { bus: 1, port, vendorId: '046d', productId, name: `Device ${port}` };
};
const stand = (id: string, filter: Partial<UsbStand>): UsbStand => {
  return { id, attached: true, bus: 0, port: '', vendorId: 0, productId: 0, ...filter };
};
const byId = { vendorId: 0x046d, productId: 0xc08b };
const held = (stands: readonly UsbStand[], devices: readonly HostUsbDevice[], open: readonly string[] | null = null) =>
  Object.fromEntries(heldAmong(stands, devices, open && new Set(open)));

describe('what a machine has of the host', () => {
  it('is what QEMU has opened, and not what it still looks for', () => {
    const found = [stand('usb0', { bus: 1, port: '2', attached: false }), stand('usb1', { bus: 1, port: '3' })];
    expect(held(found, [device('2'), device('3')])).toEqual({ '1-3': 'usb1' });
    expect(held([stand('usb0', { ...byId, attached: false })], [device('2')])).toEqual({});
  });

  it('is one of two that are the same: the one that its process has open', () => {
    const twins = [device('2'), device('3')];
    expect(held([stand('usb0', byId)], twins, ['1-3'])).toEqual({ '1-3': 'usb0' });
    expect(held([stand('usb0', byId)], twins)).toEqual({ '1-2': 'usb0' });
    expect(held([stand('usb0', byId), stand('usb1', byId)], twins)).toEqual({ '1-2': 'usb0', '1-3': 'usb1' });
    expect(held([stand('usb0', byId), stand('usb-live-1-2', { bus: 1, port: '2' })], twins)).toEqual({
      '1-2': 'usb-live-1-2',
      '1-3': 'usb0',
    });
  });

  it('is not another that was plugged in where it was, nor anything for a stand that names nothing', () => {
    expect(held([stand('usb0', { bus: 1, port: '2' })], [device('4')])).toEqual({});
    expect(held([stand('usb0', byId)], [device('2', 'ffff')])).toEqual({});
    expect(held([stand('usb0', {})], [device('2')])).toEqual({});
  });
});

it('asks QEMU by which names it looks for each device, whoever gave it', async () => {
  const properties: Record<string, Record<string, unknown>> = {
    usb0: { hostbus: 0, hostport: '', vendorid: 0x046d, productid: 0xc08b, attached: true },
    extra: { hostbus: 1, hostport: '4.2', vendorid: 0, productid: 0, attached: false },
  };
  const session = {
    execute: async (command: string, args: { path: string; property: string }) => {
      if (command === 'qom-get') return properties[args.path.split('/').at(-1) ?? '']?.[args.property];
      const others = ['type', 'tablet0', 'usb-live-1-9'].map((name) => ({ name, type: 'child<usb-hub>' }));
      return [...others, ...Object.keys(properties).map((name) => ({ name, type: 'child<usb-host>' }))];
    },
  } as unknown as QmpSession;
  // One that stands in where the laptop is simulated has its socket in its name alone.
  expect(await standsIn(session)).toEqual([
    { id: 'usb-live-1-9', attached: true, bus: 1, port: '9', vendorId: 0, productId: 0 },
    { id: 'usb0', attached: true, bus: 0, port: '', ...byId },
    { id: 'extra', attached: false, bus: 1, port: '4.2', vendorId: 0, productId: 0 },
  ]);
});
