import type { HardwareEvents } from '../../../ports/hardware-events';
import { type WatchedChildParts, watchLines } from './watched-child';

/** A driver that comes or goes tells several events in one breath. */
const GATHER_MS = 150;
const OF_HARDWARE = ['pci', 'drm', 'power_supply'] as const;
/** `KERNEL[4242.123456] bind     /devices/pci0000:00/0000:01:00.0 (pci)` */
const EVENT = /^KERNEL\[[\d.]+\] +\w+ +\S+ \((\w+)\)$/;

/** Whether udevadm's line tells an event of ours: its first lines are an explanation. */
export function isHardwareEvent(line: string, subsystems: readonly string[] = OF_HARDWARE): boolean {
  const [, subsystem] = EVENT.exec(line.trimEnd()) ?? [];
  return subsystem !== undefined && subsystems.includes(subsystem);
}

/** The kernel's own events, by udevadm(8); a host without it tells nothing. */
export class LinuxHardwareEvents implements HardwareEvents {
  /** @param only the kernel's subsystems that are listened to */
  constructor(
    private readonly parts: WatchedChildParts,
    private readonly only: readonly string[] = OF_HARDWARE,
  ) {}

  watch(changed: () => void): () => void {
    const stopping = new AbortController();
    let due = false;
    const subsystems = this.only.map((name) => `--subsystem-match=${name}`);
    const stop = watchLines(this.parts, ['udevadm', 'monitor', '--kernel', ...subsystems], (line) => {
      if (due || !isHardwareEvent(line, this.only)) return;
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
