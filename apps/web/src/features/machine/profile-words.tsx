import type { BatteryGuard } from '@baton/model/power/battery';
import type { AfterExit, Firmware } from '@baton/model/profile/definition';

/** What happens to the GPU after the machine stopped. */
export const AFTER_EXIT_WORDS: Record<AfterExit, string> = {
  host: 'Return to host',
  off: 'Power off',
  leave: 'Leave it aside',
};

/** What a start with the GPU does on battery: “Warn below 30 %”. */
export function batteryWords(guard: BatteryGuard | undefined): string {
  if (!guard || guard.when === 'never') return 'Start anyway';
  const verb = guard.action === 'warn' ? 'Warn' : 'Do not start';
  return guard.when === 'below' ? `${verb} below ${guard.percent} %` : verb;
}

export function firmwareWords(firmware: Firmware): string {
  return firmware === 'bios' ? 'BIOS (SeaBIOS)' : 'UEFI (OVMF)';
}

/** The last part of a path; the whole path is its hint. */
export function fileName(path: string | null | undefined) {
  if (!path) return 'None';
  return (
    <span className="mono" title={path}>
      {path.slice(path.lastIndexOf('/') + 1)}
    </span>
  );
}
