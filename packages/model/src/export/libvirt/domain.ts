import { lookingGlassBytes } from '../../host/looking-glass';
import type { ProfileDefinition } from '../../profile/definition';
import { hasVirtualScreen } from '../../profile/display';
import { wantedHyperv } from '../../qemu/hyperv';
import { exportLossWords } from '../../words/export';
import type { ExportContext } from '../context';
import { type ExportLoss, lossWhen } from '../loss';
import { commandLine } from './command-line';
import { audio, fittings, hasSound, inputs, nics, screens, usbDevices } from './devices';
import { gpu, otherDevices, overrides } from './host-devices';
import { busOf, iothreadNumbers, storage } from './storage';
import { clock, cpu, features, HYPERV_WITHOUT_ELEMENT, lifecycle, os, resources, sysinfo } from './system';
import { element, isXmlText, writeXml, type XmlNode } from './xml';

const QEMU_NAMESPACE = 'http://libvirt.org/schemas/domain/qemu/1.0';
const OSINFO_NAMESPACE = 'http://libosinfo.org/xmlns/libvirt/domain/1.0';

/** A domain for `virsh define` of libvirt 9 or newer. What it has no place for is told in the comment at its top. */
export function libvirtDomain(profile: ProfileDefinition, context: ExportContext): string {
  const hyperv = wantedHyperv(profile.cpu.hyperv);
  const own = [...commandLine(profile), ...overrides(profile, context)];
  const root = element(
    'domain',
    {
      type: context.facts.accelerator === 'kvm' ? 'kvm' : 'qemu',
      'xmlns:qemu': own.length > 0 ? QEMU_NAMESPACE : undefined,
    },
    element('name', {}, profile.name),
    element('uuid', {}, profile.uuid),
    profile.notes !== '' && element('description', {}, profile.notes),
    guestSystem(profile),
    resources(profile, iothreadNumbers(profile).count),
    sysinfo(profile),
    os(profile, context),
    features(profile, hyperv),
    cpu(profile, context),
    clock(profile, hyperv),
    lifecycle(profile),
    element('devices', {}, ...devices(profile, context)),
    own,
  );
  return writeXml(root, header(libvirtLosses(profile, context)));
}

function devices(profile: ProfileDefinition, context: ExportContext): XmlNode[] {
  return [
    element('emulator', {}, context.binary),
    ...storage(profile),
    ...nics(profile),
    ...gpu(profile, context),
    ...otherDevices(profile, context),
    ...usbDevices(profile),
    ...inputs(profile),
    ...screens(profile),
    ...audio(profile),
    ...lookingGlass(profile),
    ...fittings(profile),
  ];
}

/** What virt-manager calls the guest by; null = it asks. */
function guestSystem({ guest, machine }: ProfileDefinition): XmlNode | null {
  const id = {
    windows: `http://microsoft.com/win/${machine.tpm ? '11' : '10'}`,
    linux: 'http://libosinfo.org/linux/2022',
    other: null,
  }[guest];
  if (id === null) return null;
  const info = element('libosinfo:libosinfo', { 'xmlns:libosinfo': OSINFO_NAMESPACE }, element('libosinfo:os', { id }));
  return element('metadata', {}, info);
}

/** libvirt makes the file /dev/shm/looking-glass. */
function lookingGlass({ lookingGlass: wanted }: ProfileDefinition): XmlNode[] {
  if (wanted?.memory !== 'shm') return [];
  const model = element('model', { type: 'ivshmem-plain' });
  return [
    element(
      'shmem',
      { name: 'looking-glass' },
      model,
      element('size', { unit: 'M' }, String(lookingGlassBytes(wanted) / 2 ** 20)),
    ),
  ];
}

/** What a libvirt domain cannot say of this profile. */
export function libvirtLosses(profile: ProfileDefinition, { gpu: functions }: ExportContext): readonly ExportLoss[] {
  const { gpu: lent, cpu, machine, muxless } = profile;
  const moved = profile.disks.flatMap((disk, index) => (busOf(disk) === disk.bus ? [] : `disk${index}`));
  const byPort = profile.usb.filter(({ select }) => select.by === 'port').length;
  const twins = profile.usb.length - byPort - usbDevices(profile).length;
  const flags = wantedHyperv(cpu.hyperv).filter((flag) => HYPERV_WITHOUT_ELEMENT.includes(flag));
  return [
    ...lossWhen(lent.wanted && functions.length === 0, 'gpu-not-known', {}),
    ...lossWhen(lent.wanted && lent.afterExit !== 'host', 'after-exit', { wanted: lent.afterExit }),
    ...lossWhen(lent.wanted && (lent.battery?.when ?? 'never') !== 'never', 'battery-guard', {}),
    ...lossWhen(cpu.isolate, 'isolation', {}),
    ...lossWhen(flags.length > 0, 'hyperv-flags', { flags }),
    ...lossWhen(machine.onShutdown === 'pause', 'shutdown-pause', {}),
    ...lossWhen(machine.onPanic === 'none', 'panic-none', {}),
    ...lossWhen(
      profile.nics.some(({ connection }) => connection.kind === 'nat'),
      'nat-network',
      { as: 'default' },
    ),
    ...lossWhen(profile.audio.backend === 'pipewire', 'pipewire', {}),
    ...lossWhen(
      profile.nics.some(({ connection }) => connection.kind === 'passt'),
      'passt',
      {},
    ),
    ...lossWhen(moved.length > 0, 'read-only-sata', { names: moved }),
    ...lossWhen(profile.audio.backend !== 'none' && !hasSound(profile), 'sound-needs-spice', {}),
    ...lossWhen(twins > 0, 'usb-twins', { count: twins }),
    ...lossWhen(byPort > 0, 'optional-usb', { count: byPort }),
    ...lossWhen(muxless.romTable, 'rom-table', {}),
    ...lossWhen(muxless.battery, 'fake-battery', {}),
    ...lossWhen(keyLayoutIsLost(profile), 'key-layout', {}),
    ...lossWhen(profile.hooks.length > 0, 'hooks', { count: profile.hooks.length }),
    ...unwritable(profile),
  ];
}

function keyLayoutIsLost({ display }: ProfileDefinition): boolean {
  return display.keyboard !== null && !hasVirtualScreen(display) && !display.spice;
}

/** XML has no way to write most control characters. */
function unwritable({ notes, extraArguments }: ProfileDefinition): readonly ExportLoss[] {
  return [
    ...lossWhen(!isXmlText(notes), 'not-xml-text', { field: 'notes' }),
    ...lossWhen(!extraArguments.every(isXmlText), 'not-xml-text', { field: 'extraArguments' }),
  ];
}

function header(losses: readonly ExportLoss[]): string[] {
  const begin = 'Written by Baton. Take it over with: virsh define FILE';
  if (losses.length === 0) return [begin];
  return [begin, '', 'libvirt cannot say, or says otherwise:', ...losses.map((loss) => `* ${exportLossWords(loss)}`)];
}
