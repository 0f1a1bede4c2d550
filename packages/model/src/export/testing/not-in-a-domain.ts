import { lookingGlassBytes } from '../../host/looking-glass';
import { pictureWithin } from '../../import/pictures';
import { HYPERV_FLAGS, type Hyperv } from '../../profile/cpu';
import { draftOf, type ProfileDefinition, type ProfileDraft, profileDraftSchema } from '../../profile/definition';
import { hasVirtualScreen } from '../../profile/display';
import { wantedHyperv } from '../../qemu/hyperv';
import { HYPERV_WITHOUT_ELEMENT } from '../libvirt/system';

type Otherwise = (draft: ProfileDraft) => Partial<ProfileDraft>;

/** What a libvirt domain cannot say, or says otherwise, and what is read from it then. Everything else comes back as it was. */
export const NOT_IN_A_DOMAIN: Readonly<Record<string, Otherwise>> = {
  'a type that was left open is the one that the machine runs with': ({ machine }) => ({
    machine: { ...machine, type: machine.type ?? 'pc-q35-7.2' },
  }),
  'the size of the flash is in the name of a file': ({ machine }) => ({
    machine: {
      ...machine,
      firmware: machine.firmware.kind === 'uefi' ? { ...machine.firmware, flash: 'auto' } : machine.firmware,
    },
  }),
  'a guest without a panic device ends when it crashes, and a guest that shut down is gone': ({ machine }) => ({
    machine: { ...machine, onPanic: machine.onPanic === 'none' ? 'shutdown' : machine.onPanic, onShutdown: 'poweroff' },
  }),
  'an SMBIOS entry without text is none': ({ machine }) => {
    const entries = Object.entries(machine.smbios ?? {}).map(([name, text]) => [name, text || null]);
    const some = entries.some(([, text]) => text !== null);
    return { machine: { ...machine, smbios: some ? (Object.fromEntries(entries) as never) : null } };
  },
  'some Hyper-V hints have no element': ({ cpu }) => ({ cpu: { ...cpu, hyperv: sayable(cpu.hyperv) } }),
  'a guest that gets Hyper-V hints and has no name is a Windows': ({ guest, cpu }) => ({
    guest: guest === 'other' && cpu.hyperv.preset !== 'off' ? 'windows' : guest,
  }),
  'nobody keeps the host off the pinned processors': ({ cpu }) => ({ cpu: { ...cpu, isolate: false } }),
  'a card goes back to the host, and its ids are numbers': ({ gpu }) => {
    const { gpu: plain } = profileDraftSchema.parse({ name: 'a', memory: { sizeMiB: 16 } });
    if (!gpu.wanted) return { gpu: plain };
    const given = { from: 'given', vendorId: '1028', deviceId: '07b1' } as const;
    const subsystem = gpu.subsystem.from === 'card' ? given : gpu.subsystem;
    return { gpu: { ...gpu, afterExit: 'host', battery: undefined, subsystem } };
  },
  'a device is handed over once': ({ pci, usb }) => ({ pci: once(pci, ({ address }) => address), usb: onceUsb(usb) }),
  'passt is QEMU’s own user network': ({ nics }) => ({
    nics: nics.map(({ connection, ...nic }) => ({
      ...nic,
      connection: connection.kind === 'passt' ? { ...connection, kind: 'user' } : connection,
    })),
  }),
  'a read-only SATA disk is on SCSI': ({ disks }) => ({
    disks: disks.map((disk) => ({ ...disk, bus: disk.bus === 'sata' && disk.readOnly ? 'scsi' : disk.bus })),
  }),
  'SCSI disks share a thread, SATA and NVMe disks have none': ({ disks }) => {
    const scsi = disks.some(({ bus, iothread }) => bus === 'scsi' && iothread);
    return {
      disks: disks.map((disk) => ({
        ...disk,
        iothread: disk.bus === 'scsi' ? scsi : disk.bus === 'virtio' && disk.iothread,
      })),
    };
  },
  'threads that are free, or not there, are not pinned': ({ cpu, disks }) => {
    if (!cpu.pinning) return {};
    const threaded = disks.some(({ iothread, bus }) => iothread && (bus === 'virtio' || bus === 'scsi'));
    const pinning = { ...cpu.pinning, iothreads: threaded ? cpu.pinning.iothreads : [] };
    const all = [...pinning.vcpus, pinning.emulator, pinning.iothreads];
    return { cpu: { ...cpu, pinning: all.some((cpus) => cpus.length > 0) ? pinning : null } };
  },
  'there is a virtual screen or none, and only a screen has a key layout': ({ display }) => {
    const screen = hasVirtualScreen(display);
    return {
      display: {
        stage: screen ? 'install' : 'gpu',
        keepVirtual: false,
        card: screen ? display.card : 'std',
        spice: display.spice,
        keyboard: screen || display.spice ? display.keyboard : null,
      },
    };
  },
  'PipeWire is PulseAudio, and sound by SPICE needs SPICE': ({ audio: { backend }, display }) => ({
    audio: { backend: backend === 'pipewire' ? 'pa' : backend === 'spice' && !display.spice ? 'none' : backend },
  }),
  'the memory of Looking Glass has a size and no resolution': ({ lookingGlass }) => {
    const fitting = lookingGlass && pictureWithin(lookingGlassBytes(lookingGlass));
    return { lookingGlass: fitting ? { ...fitting, memory: lookingGlass.memory } : null };
  },
  'tables and hooks are Baton’s': () => ({ muxless: { romTable: false, battery: false }, hooks: [] }),
};

/** What should come back from a domain. */
export function sayableInADomain(profile: ProfileDefinition): ProfileDraft {
  let draft = draftOf(profile);
  for (const otherwise of Object.values(NOT_IN_A_DOMAIN)) draft = { ...draft, ...otherwise(draft) };
  return draft;
}

function sayable(hyperv: Hyperv): Hyperv {
  const wanted = wantedHyperv(hyperv);
  const flags = HYPERV_FLAGS.filter(
    (flag) =>
      wanted.includes(flag) &&
      !HYPERV_WITHOUT_ELEMENT.includes(flag) &&
      (flag !== 'hv-stimer-direct' || wanted.includes('hv-stimer')),
  );
  if (hyperv.preset !== 'custom') return hyperv;
  return flags.length > 0 ? { preset: 'custom', flags } : { preset: 'off' };
}

function once<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}

/** Those that are told by what they are, then those that are told by their port. */
function onceUsb(usb: ProfileDraft['usb']): ProfileDraft['usb'] {
  const byId = usb.filter(({ select }) => select.by === 'id');
  const byPort = usb.filter(({ select }) => select.by === 'port').map((one) => ({ ...one, required: false }));
  const key = ({ select }: (typeof usb)[number]) => JSON.stringify(select);
  const kinds = once(byId, key).map((one) => ({
    ...one,
    required: byId.some((twin) => twin.required && key(twin) === key(one)),
  }));
  return [...kinds, ...byPort];
}
