import type { AfterExit, Firmware } from '@baton/model/profile/definition';

/** What happens to the GPU after the machine stopped. */
export const AFTER_EXIT_WORDS: Record<AfterExit, string> = {
  host: 'Return to host',
  off: 'Power off',
  leave: 'Leave it aside',
};

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
