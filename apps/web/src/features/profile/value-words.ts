import { formatCpuList } from '@baton/model/host/cpu-list';
import type { BatteryGuard } from '@baton/model/power/battery';
import type { Pinning } from '@baton/model/profile/cpu';
import type { HostUsb } from '@baton/model/profile/devices';
import type { LookingGlass } from '@baton/model/profile/display';
import type { DraftNic, PortForward } from '@baton/model/profile/network';
import type { Cdrom, DraftDisk } from '@baton/model/profile/storage';
import { memoryWords } from '../../lib/machine-words';
import { batteryWords } from '../machine/profile-words';
import { patternOf, wordsAt } from './fields';
import { bootName, diskName, fileOf, usbName } from './item-words';

/** Fields whose values are no plain word, number or choice. */
const SPECIAL: Readonly<Record<string, (value: never) => string>> = {
  'memory.sizeMiB': (mib: number) => memoryWords(mib),
  'cpu.hyperv': (hyperv: { preset: string; flags?: string[] }) =>
    hyperv.flags ? `By hand: ${hyperv.flags.join(', ') || 'none'}` : choiceWords('cpu.hyperv', hyperv.preset),
  'cpu.pinning': (pinning: Pinning) =>
    pinning.vcpus.map((cpus, vcpu) => `${vcpu} on ${formatCpuList(cpus) || 'any'}`).join('; '),
  'cpu.pinning.emulator': (cpus: number[]) => formatCpuList(cpus) || 'Any',
  'cpu.pinning.iothreads': (cpus: number[]) => formatCpuList(cpus) || 'Any',
  'gpu.battery': (guard: BatteryGuard) => batteryWords(guard),
  'gpu.subsystem': (subsystem: { from: string; vendorId?: string; deviceId?: string }) =>
    subsystem.vendorId ? `${subsystem.vendorId}:${subsystem.deviceId}` : choiceWords('gpu.subsystem', subsystem.from),
  'machine.firmware': ({ kind }: { kind: string }) => choiceWords('machine.firmware', kind),
  'disks.*': (disk: DraftDisk) => diskName(disk),
  'disks.*.source': (source: DraftDisk['source']) =>
    source.kind === 'new' ? `New, ${source.sizeGiB} GiB` : source.path,
  'cdroms.*': ({ iso }: Cdrom) => (iso ? fileOf(iso) : 'Empty'),
  'nics.*': ({ connection, mac }: DraftNic) =>
    [choiceWords('nics.*.connection', connection.kind), mac].filter(Boolean).join(', '),
  'nics.*.connection': (connection: { kind: string; bridge?: string }) =>
    [choiceWords('nics.*.connection', connection.kind), connection.bridge].filter(Boolean).join(' '),
  'nics.*.connection.forwards.*': (forward: PortForward) =>
    `${forward.hostPort} → ${forward.guestPort} (${forward.protocol.toUpperCase()})`,
  'usb.*': (device: HostUsb) => usbName(device),
  'pci.*': ({ address }: { address: string }) => address,
  'input.evdev.*': ({ path }: { path: string }) => fileOf(path),
  'hooks.*': ({ argv }: { argv: string[] }) => argv.join(' '),
  boot: (order: string[]) => order.map(bootName).join(', ') || 'Nothing',
  lookingGlass: ({ width, height }: LookingGlass) => `${width} × ${height}`,
};

/** A value of a field as people read it: “8 GiB”, “On”, “By NAT of the host”. */
export function valueWords(path: string, value: unknown): string {
  const pattern = patternOf(path);
  if (value === undefined || value === '') return 'None';
  const choice = choiceOf(pattern, value);
  if (choice) return choice;
  if (value === null) return 'None';
  const special = SPECIAL[pattern];
  if (special) return special(value as never);
  if (typeof value === 'boolean') return value ? 'On' : 'Off';
  if (Array.isArray(value)) return value.length === 0 ? 'None' : value.join(' ');
  return typeof value === 'object' ? 'Set' : String(value);
}

function choiceWords(pattern: string, value: string): string {
  return choiceOf(pattern, value) ?? value;
}

function choiceOf(pattern: string, value: unknown): string | undefined {
  return wordsAt(pattern).choices?.find((choice) => choice.value === value)?.label;
}
