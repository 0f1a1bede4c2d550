import type { HardwareEvents } from '../../../ports/hardware-events';
import { type WatchedChildParts, watchLines } from './watched-child';

/** A driver that comes or goes tells several events in one breath. */
const GATHER_MS = 150;
const SUBSYSTEMS = ['pci', 'drm', 'power_supply'] as const;
/** `KERNEL[4242.123456] bind     /devices/pci0000:00/0000:01:00.0 (pci)` */
const EVENT = new RegExp(`^KERNEL\\[[\\d.]+\\] +\\w+ +\\S+ \\((${SUBSYSTEMS.join('|')})\\)$`);

/** Whether udevadm's line tells an event of ours: its first lines are an explanation. */
export function isHardwareEvent(line: string): boolean {
  return EVENT.test(line.trimEnd());
}

/** The kernel's own events, by udevadm(8); a host without it tells nothing. */
export class LinuxHardwareEvents implements HardwareEvents {
  constructor(private readonly parts: WatchedChildParts) {}

  watch(changed: () => void): () => void {
    const stopping = new AbortController();
    let due = false;
    const subsystems = SUBSYSTEMS.map((name) => `--subsystem-match=${name}`);
    const stop = watchLines(this.parts, ['udevadm', 'monitor', '--kernel', ...subsystems], (line) => {
      if (due || !isHardwareEvent(line)) return;
      due = true;
      // What comes meanwhile is told with it.
      void this.parts.clock.sleep(GATHER_MS, stopping.signal).then(
        () => {
          due = false;
          changed();
        },
        () => undefined,
      );
    });
    return () => {
      stopping.abort();
      stop();
    };
  }
}
