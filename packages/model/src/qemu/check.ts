import { problem } from '../problem';
import type { ProfileDraft } from '../profile/definition';
import { errorAt, type ProfileFinding, warningAt } from '../profile/finding';
import type { FixLabel, ProfileFix } from '../profile/fix';
import type { QemuCapabilities } from './capabilities';
import { capabilityCpuFindings } from './check-cpu';
import { SCREEN_DRIVERS } from './sections/display';
import { NIC_DRIVERS } from './sections/nics';

export type Accelerator = 'kvm' | 'tcg';

/** QEMU's versions that brought what an older one lacks. */
const SINCE: Readonly<Record<string, string>> = { pipewire: '8.1', stream: '7.2' };

/** What a draft asks for and this QEMU cannot do. Pure and fast: it runs with every key that is pressed. */
export function capabilityFindings(
  draft: ProfileDraft,
  can: QemuCapabilities,
  accelerator: Accelerator,
): readonly ProfileFinding[] {
  return [
    ...machineFindings(draft, can),
    ...capabilityCpuFindings(draft, can, accelerator),
    ...deviceFindings(draft, can),
    ...soundFindings(draft, can),
    ...netFindings(draft, can),
  ];
}

function machineFindings({ machine }: ProfileDraft, can: QemuCapabilities): ProfileFinding[] {
  const { type } = machine;
  const newest = can.machineTypes[0];
  if (type === null || newest === undefined) return [];
  const fix = fixTo('use-newest-type', 'machine.type', newest);
  const unknown = problem('machine.type-unknown', { type, newest }, 'machine.type');
  if (!can.machineTypes.includes(type)) return [errorAt(unknown, fix)];
  const old = problem('unfit.old-type', { type, newest }, 'machine.type');
  return can.deprecatedMachineTypes.includes(type) ? [warningAt(old, fix)] : [];
}

interface Need {
  readonly field: string;
  readonly driver: string;
  readonly fix?: ProfileFix;
}

/** Every driver that the draft's devices are made of. A binary that told of none was not asked. */
function deviceFindings(draft: ProfileDraft, can: QemuCapabilities): ProfileFinding[] {
  if (can.devices.length === 0) return [];
  return neededDrivers(draft)
    .filter(({ driver }) => !can.devices.includes(driver))
    .map(({ field, driver, fix }) => cannot(can, { what: driver, field, ...(fix && { fix }) }));
}

function neededDrivers(draft: ProfileDraft): Need[] {
  const { display, machine, input, lookingGlass, gpu } = draft;
  const off = (path: string, value: unknown = false) => fixTo('turn-off', path, value);
  const when = (wanted: boolean, need: Need) => (wanted ? [need] : []);
  return [
    ...when(true, {
      field: 'display.card',
      driver: SCREEN_DRIVERS[display.card],
      fix: fixTo('use-what-is-there', 'display.card', 'std'),
    }),
    ...when(machine.tpm, { field: 'machine.tpm', driver: 'tpm-tis', fix: off('machine.tpm') }),
    ...when(machine.watchdog !== null, {
      field: 'machine.watchdog',
      driver: 'i6300esb',
      fix: off('machine.watchdog', null),
    }),
    ...when(gpu.wanted, { field: 'gpu.wanted', driver: 'vfio-pci', fix: off('gpu.wanted') }),
    ...when(draft.pci.length > 0, { field: 'pci', driver: 'vfio-pci', fix: off('pci', []) }),
    ...when(draft.usb.length > 0, { field: 'usb', driver: 'usb-host', fix: off('usb', []) }),
    ...when(input.virtio, { field: 'input.virtio', driver: 'virtio-keyboard-pci', fix: off('input.virtio') }),
    ...when(lookingGlass !== null, {
      field: 'lookingGlass',
      driver: 'ivshmem-plain',
      fix: off('lookingGlass', null),
    }),
    ...draft.nics.map(({ model }, n) => ({ field: `nics.${n}.model`, driver: NIC_DRIVERS[model] })),
    ...draft.disks.map(({ bus }, n) => ({ field: `disks.${n}.bus`, driver: DISK_DRIVERS[bus] })),
  ];
}

const DISK_DRIVERS = { virtio: 'virtio-blk-pci', scsi: 'virtio-scsi-pci', sata: 'ide-hd', nvme: 'nvme' } as const;

function soundFindings({ audio, display }: ProfileDraft, can: QemuCapabilities): ProfileFinding[] {
  const { backend } = audio;
  const noSpice = display.spice && !can.options.includes('spice');
  const noSound = backend !== 'none' && !can.audiodevs.includes(backend);
  return [
    ...(noSpice
      ? [cannot(can, { what: 'SPICE', field: 'display.spice', fix: fixTo('turn-off', 'display.spice', false) })]
      : []),
    ...(noSound
      ? [
          cannot(can, {
            what: `audio by ${backend}`,
            field: 'audio.backend',
            since: SINCE[backend] ?? null,
            fix: fixTo('use-what-is-there', 'audio.backend', soundThatIs(can, display.spice)),
          }),
        ]
      : []),
  ];
}

/** What comes nearest: the desktop's own sound, then the console's, then silence. */
function soundThatIs({ audiodevs }: QemuCapabilities, spice: boolean): string {
  const order = ['pipewire', 'pa', ...(spice ? ['spice'] : []), 'alsa'];
  return order.find((name) => audiodevs.includes(name)) ?? 'none';
}

const NETDEVS = { user: 'user', passt: 'stream', nat: 'tap', bridge: 'tap' } as const;

function netFindings({ nics }: ProfileDraft, can: QemuCapabilities): ProfileFinding[] {
  if (can.netdevs.length === 0) return [];
  return nics.flatMap(({ connection }, n) => {
    const netdev = NETDEVS[connection.kind];
    const field = `nics.${n}.connection`;
    if (can.netdevs.includes(netdev)) return [];
    const forwards = 'forwards' in connection ? connection.forwards : [];
    const fix = fixTo('use-what-is-there', field, { kind: 'user', forwards });
    const since = SINCE[netdev] ?? null;
    return [cannot(can, { what: `netdev ${netdev}`, field, since, ...(connection.kind !== 'user' && { fix }) })];
  });
}

interface Lack {
  readonly what: string;
  readonly field: string;
  readonly since?: string | null;
  readonly fix?: ProfileFix;
}

function cannot({ version }: QemuCapabilities, { what, field, since = null, fix }: Lack): ProfileFinding {
  return errorAt(problem('qemu.cannot', { what, version, since }, field), fix);
}

function fixTo(label: FixLabel, path: string, value: unknown): ProfileFix {
  return { label, set: [{ path, value }] };
}
