import { expect, it } from 'vitest';
import { newsOf } from './news';

const deleted = (device: string) =>
  newsOf({ event: 'DEVICE_DELETED', data: { device, path: '/x' }, timestamp: { seconds: 0, microseconds: 0 } });

it('calls a USB device that was attached live by its socket, and any other one by its id', () => {
  expect(deleted('usb-live-1-9.2')?.facts).toEqual({ device: 'The USB device at bus 1, port 9.2' });
  expect(deleted('usb0')?.facts).toEqual({ device: 'usb0' });
});
