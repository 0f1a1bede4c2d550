import type { Services } from '@baton/api/services';
import { createDrives, type DrivesDeps } from './drives';
import { createKeyboard, type KeyboardDeps } from './keyboard';
import { createUsb, type UsbDeps } from './usb';

export type LiveServices = Pick<Services, 'media' | 'usb' | 'keyboard'>;

export interface LiveParts extends DrivesDeps, KeyboardDeps, Omit<UsbDeps, 'plug' | 'changed'> {
  readonly usbPlug: UsbDeps['plug'];
  readonly hub: { emit(kind: 'usb'): void };
}

/** What can be put into machines that are up, and typed to them. */
export function createLive(parts: LiveParts): LiveServices {
  return {
    media: createDrives(parts),
    keyboard: createKeyboard(parts),
    usb: createUsb({ ...parts, plug: parts.usbPlug, changed: () => parts.hub.emit('usb') }),
  };
}
