import type { FindingView } from '@baton/api/views';
import type { HostHardware } from '@baton/model/host/hardware';
import { lookingGlassBytes } from '@baton/model/host/looking-glass';
import { problem } from '@baton/model/problem';
import type { HostUsb } from '@baton/model/profile/devices';
import { errorAt, warningAt } from '@baton/model/profile/finding';
import { fix } from './finding';
import type { Look } from './findings';

const MIB = 1024 * 1024;

/** What of the host the draft names. What is only unplugged may be back tomorrow. */
export async function deviceFindings(look: Look): Promise<FindingView[]> {
  const { draft, hasGpu, hardware } = look;
  const { usb, pci, input, lookingGlass } = draft;
  const gpu =
    draft.gpu.wanted && !hasGpu()
      ? [warningAt(problem('gpu.none', {}, 'gpu.wanted'), fix('turn-off', 'gpu.wanted', false))]
      : [];
  const namesNothing = usb.length + pci.length + input.evdev.length === 0 && lookingGlass?.memory !== 'kvmfr';
  if (namesNothing) return gpu;
  const host = await hardware();
  return [
    ...gpu,
    ...usbFindings(look, host),
    ...pciFindings(look, host),
    ...evdevFindings(look, host),
    ...kvmfr(look, host),
  ];
}

function usbFindings({ draft: { usb } }: Look, host: HostHardware): FindingView[] {
  return usb.flatMap(({ select }, at) => {
    if (host.usb.some((device) => isIt(select, device))) return [];
    const name = select.by === 'port' ? `${select.bus}-${select.port}` : `${select.vendorId}:${select.productId}`;
    return [warningAt(problem('usb.absent', { name }, `usb.${at}`), takeOff('usb', usb, at))];
  });
}

function isIt(select: HostUsb['select'], device: HostHardware['usb'][number]): boolean {
  return select.by === 'port'
    ? select.bus === device.bus && select.port === device.port
    : select.vendorId === device.vendorId && select.productId === device.productId;
}

/** A device that only somebody uses now may be free at the start; for the other reasons there is no start. */
function pciFindings({ draft: { pci } }: Look, host: HostHardware): FindingView[] {
  return pci.flatMap(({ address }, at) => {
    const field = `pci.${at}.address`;
    const off = takeOff('pci', pci, at);
    const found = host.pci.find((candidate) => candidate.address === address);
    if (!found) return [warningAt(problem('pci.not-found', { address }, field), off)];
    if (!found.refused) return [];
    const refused = problem('pci.refused', { address, because: found.refused }, field);
    return [found.refused === 'in-use' ? warningAt(refused, off) : errorAt(refused, off)];
  });
}

function evdevFindings({ draft: { input } }: Look, host: HostHardware): FindingView[] {
  return input.evdev.flatMap(({ path }, at) => {
    if (host.evdev.some((device) => device.path === path)) return [];
    const missing = problem('device.missing', { path }, `input.evdev.${at}.path`);
    return [warningAt(missing, takeOff('input.evdev', input.evdev, at))];
  });
}

function kvmfr({ draft: { lookingGlass } }: Look, { kvmfrMiB: foundMiB }: HostHardware): FindingView[] {
  if (lookingGlass?.memory !== 'kvmfr') return [];
  const neededMiB = lookingGlassBytes(lookingGlass) / MIB;
  if (foundMiB !== null && foundMiB >= neededMiB) return [];
  const field = 'lookingGlass.memory';
  const found = problem('looking-glass.kvmfr', { neededMiB, foundMiB }, field);
  return [warningAt(found, fix('use-what-is-there', field, 'shm'))];
}

function takeOff(path: string, list: readonly unknown[], at: number) {
  return fix(
    'take-off-list',
    path,
    list.filter((_, index) => index !== at),
  );
}
