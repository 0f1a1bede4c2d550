import type { BatteryGuard } from '@baton/model/power/battery';
import type { ProfileDraft } from '@baton/model/profile/definition';
import type { AfterExit } from '@baton/model/profile/devices';
import type { Firmware } from '@baton/model/profile/machine';

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
  if (firmware.kind === 'bios') return 'BIOS (SeaBIOS)';
  return firmware.secureBoot ? 'UEFI (OVMF) with Secure Boot' : 'UEFI (OVMF)';
}

/** “2 cores × 2 threads”: how the guest sees its processors. */
export function topologyWords({ sockets, cores, threads }: ProfileDraft['cpu']): string {
  return [sockets > 1 && counted(sockets, 'socket'), counted(cores, 'core'), threads > 1 && counted(threads, 'thread')]
    .filter(Boolean)
    .join(' × ');
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** How a network card is connected. */
export function connectionWords(connection: ProfileDraft['nics'][number]['connection']): string {
  switch (connection.kind) {
    case 'user':
    case 'passt': {
      const ports = connection.forwards.length;
      const name = connection.kind === 'user' ? 'Its own, behind the host' : 'Its own, behind the host (passt)';
      return ports === 0 ? name : `${name}, ${counted(ports, 'port')} forwarded`;
    }
    case 'nat':
      return 'NAT on 192.168.99.0/24';
    case 'bridge':
      return `Bridge ${connection.bridge}`;
  }
}

/** Where a disk's bytes are: a file's name, a device, or that it is still to be made. */
export function diskWords(source: ProfileDraft['disks'][number]['source']) {
  return source.kind === 'new' ? `New, ${source.sizeGiB} GiB` : fileName(source.path);
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
