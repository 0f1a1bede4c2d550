import { type DisplaySection, hasVirtualScreen } from '../../profile/display';
import type { QemuCapabilities } from '../capabilities';
import { device, type Section } from '../emit';
import { BOOT_DISPLAY } from '../layout';

export const SCREEN_DRIVERS = { std: 'VGA', qxl: 'qxl-vga', virtio: 'virtio-vga' } as const;

/** The virtual screen. In stage `gpu` there is none, unless it is kept beside the GPU. */
export const screen: Section = ({ profile: { display }, facts }) => {
  if (!hasVirtualScreen(display)) return [];
  const { id, addr } = BOOT_DISPLAY;
  const origin = { why: 'screen', field: 'display.card' } as const;
  return [device(origin, { driver: screenDriver(display, facts.can), id, bus: 'pcie.0', addr })];
};

/** The plain one where this QEMU was built without the wanted one. */
function screenDriver({ card }: DisplaySection, can: QemuCapabilities): string {
  const driver = SCREEN_DRIVERS[card];
  return can.devices.includes(driver) ? driver : SCREEN_DRIVERS.std;
}
