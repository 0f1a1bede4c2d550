import { lookingGlassBytes } from '../../host/looking-glass';
import type { ProfileDraft } from '../../profile/definition';
import { hasVirtualScreen } from '../../profile/display';
import { hypervFlags, wantedHyperv } from '../../qemu/hyperv';
import { ABLE } from './machine';

interface Missing {
  readonly field: string;
  readonly why: string;
  /** The draft as a reader of the command line must see it. */
  readonly read: (draft: ProfileDraft) => ProfileDraft;
}

/** All that a profile says and QEMU's command line does not, with the reason and what is read in its place. */
export const NOT_ON_A_COMMAND_LINE: readonly Missing[] = [
  { field: 'notes', why: 'People write them for people.', read: (draft) => ({ ...draft, notes: '' }) },
  {
    field: 'guest',
    why: 'QEMU does not care what runs in it. Hyper-V flags and a clock in local time mean Windows.',
    read: (draft) => {
      const windows = draft.machine.clock === 'localtime' || draft.cpu.hyperv.preset !== 'off';
      return { ...draft, guest: windows ? 'windows' : 'other' };
    },
  },
  {
    field: 'machine.type',
    why: 'The newest type at each start is a pinned one on each command line.',
    read: (draft) => ({
      ...draft,
      machine: { ...draft.machine, type: draft.machine.type ?? ABLE.machineTypes[0] ?? null },
    }),
  },
  {
    field: 'machine.firmware.flash',
    why: 'The host chooses the size where the profile leaves it open; a command line names the files of one.',
    read: (draft) => {
      const { firmware } = draft.machine;
      if (firmware.kind === 'bios') return draft;
      // Without a size in the names, any will do.
      const flash = firmware.flash === '2M' ? 'auto' : '4M';
      return { ...draft, machine: { ...draft.machine, firmware: { ...firmware, flash } } };
    },
  },
  {
    field: 'machine.smbios',
    why: 'Empty texts are QEMU’s own, and none of them is no table.',
    read: (draft) => {
      const given = Object.entries(draft.machine.smbios ?? {}).map(([key, text]) => [key, text || null]);
      const smbios = given.some(([, text]) => text !== null) ? Object.fromEntries(given) : null;
      return { ...draft, machine: { ...draft.machine, smbios } };
    },
  },
  {
    field: 'cpu.pinning, cpu.isolate',
    why: 'Threads are pinned through the kernel after QEMU started.',
    read: (draft) => ({ ...draft, cpu: { ...draft.cpu, pinning: null, isolate: false } }),
  },
  {
    field: 'cpu.hyperv.preset',
    why: 'The flags stand there, without those that lack what they need, and the set has no name.',
    read: (draft) => {
      const flags = hypervFlags(draft.cpu.hyperv, { accelerator: 'kvm', can: ABLE, cpuVendor: 'intel' });
      const preset = (['windows', 'minimal'] as const).find(
        (name) => wantedHyperv({ preset: name }).join() === flags.join(),
      );
      const named = preset ? { preset } : { preset: 'custom' as const, flags };
      return { ...draft, cpu: { ...draft.cpu, hyperv: flags.length === 0 ? { preset: 'off' } : named } };
    },
  },
  {
    field: 'gpu',
    why: 'The card’s own subsystem ids stand there as numbers; after the exit and on battery QEMU has no say. Without a card nothing is said.',
    read: (draft) => ({ ...draft, gpu: gpuOnALine(draft) }),
  },
  {
    field: 'usb.required',
    why: 'QEMU starts without it in any case; Baton refuses the start.',
    read: (draft) => ({ ...draft, usb: draft.usb.map((device) => ({ ...device, required: false })) }),
  },
  {
    field: 'disks.iothread',
    why: 'SCSI disks share their controller’s thread; SATA and NVMe disks have none.',
    read: (draft) => {
      const shared = draft.disks.some(({ bus, iothread }) => bus === 'scsi' && iothread);
      const threaded = ({ bus, iothread }: ProfileDraft['disks'][number]) =>
        bus === 'scsi' ? shared : bus === 'virtio' && iothread;
      return { ...draft, disks: draft.disks.map((disk) => ({ ...disk, iothread: threaded(disk) })) };
    },
  },
  {
    field: 'nics.connection',
    why: 'A bridge of the host is entered by a tap device, as our NAT is; passt has its forwards on its own command line.',
    read: (draft) => ({
      ...draft,
      nics: draft.nics.map((nic) => {
        if (nic.connection.kind === 'bridge') return { ...nic, connection: { kind: 'nat' } };
        return nic.connection.kind === 'passt' ? { ...nic, connection: { kind: 'passt', forwards: [] } } : nic;
      }),
    }),
  },
  {
    field: 'display',
    why: 'A screen beside a card reads as kept there, and no screen has no kind.',
    read: (draft) => {
      const virtual = hasVirtualScreen(draft.display);
      const stage = virtual && !draft.gpu.wanted ? 'install' : 'gpu';
      const card = virtual ? draft.display.card : 'std';
      return { ...draft, display: { ...draft.display, stage, card, keepVirtual: virtual && stage === 'gpu' } };
    },
  },
  {
    field: 'audio.backend',
    why: 'SPICE carries sound only where SPICE is.',
    read: (draft) =>
      draft.audio.backend === 'spice' && !draft.display.spice ? { ...draft, audio: { backend: 'none' } } : draft,
  },
  {
    field: 'lookingGlass',
    why: 'Only the size of its memory stands there.',
    read: (draft) => ({
      ...draft,
      lookingGlass: draft.lookingGlass && { ...draft.lookingGlass, ...pictureOf(draft.lookingGlass) },
    }),
  },
  {
    field: 'muxless',
    why: 'Tables are made at the start, from the ROM.',
    read: (draft) => ({ ...draft, muxless: { romTable: false, battery: false } }),
  },
  { field: 'hooks', why: 'They run beside QEMU.', read: (draft) => ({ ...draft, hooks: [] }) },
];

/** The draft with all of it read as a command line has it. */
export function asOnACommandLine(draft: ProfileDraft): ProfileDraft {
  return NOT_ON_A_COMMAND_LINE.reduce((so, { read }) => read(so), draft);
}

function gpuOnALine({ gpu }: ProfileDraft): ProfileDraft['gpu'] {
  const silent = {
    wanted: false,
    afterExit: 'host',
    subsystem: { from: 'card' },
    romFile: null,
    romBar: true,
    primary: false,
  } as const;
  if (!gpu.wanted) return silent;
  const { romFile, romBar, primary } = gpu;
  const card = { from: 'given', vendorId: '1028', deviceId: '07b2' } as const;
  const subsystem =
    gpu.subsystem.from === 'card' ? card : gpu.subsystem.from === 'nothing' ? silent.subsystem : gpu.subsystem;
  return { ...silent, wanted: true, romFile, romBar, primary, subsystem };
}

/** The picture that a reader takes for this much memory. */
function pictureOf(wanted: NonNullable<ProfileDraft['lookingGlass']>): { width: number; height: number; hdr: boolean } {
  const sizes = [
    { width: 1024, height: 768, hdr: false },
    { width: 1920, height: 1080, hdr: false },
    { width: 2560, height: 1440, hdr: false },
    { width: 3840, height: 2160, hdr: false },
    { width: 3840, height: 2160, hdr: true },
    { width: 7680, height: 4320, hdr: false },
    { width: 7680, height: 4320, hdr: true },
  ];
  const bytes = lookingGlassBytes(wanted);
  return sizes.find((size) => lookingGlassBytes(size) === bytes) ?? wanted;
}
