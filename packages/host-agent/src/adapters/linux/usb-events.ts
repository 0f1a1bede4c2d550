import type { HardwareEvents } from '../../ports/hardware-events';
import { LinuxHardwareEvents } from './hardware/hardware-events';
import type { WatchedChildParts } from './hardware/watched-child';

/** A USB device that comes or goes, by udevadm(8). What is mounted meanwhile is seen when somebody looks again. */
export function linuxUsbEvents(parts: WatchedChildParts): HardwareEvents {
  return new LinuxHardwareEvents(parts, ['usb']);
}
