import type { HostHardware } from '../host/hardware';
import type { QemuCapabilities } from '../qemu/capabilities';
import { type ProfileDraft, type ProfileDraftInput, profileDraftSchema } from './definition';
import { MEMORY_MIN_MIB } from './memory';

/** What of this host a template is fitted to. */
export interface TemplateFacts {
  readonly cpus: number;
  readonly memoryMiB: number;
  /** null = QEMU is not installed: then nothing is left out. */
  readonly can: Pick<QemuCapabilities, 'audiodevs' | 'devices'> | null;
  readonly firmware: HostHardware['firmware'];
  readonly tpm: boolean;
  readonly hasGpu: boolean;
  /** The drivers' ISO for Windows, when it lies in the storage. */
  readonly virtioWinIso: string | null;
}

export const TEMPLATE_IDS = ['windows-11', 'windows-10-gaming', 'linux-desktop', 'linux-server', 'live-iso'] as const;
export type TemplateId = (typeof TEMPLATE_IDS)[number];

export interface ProfileTemplate {
  readonly id: TemplateId;
  readonly draft: ProfileDraft;
}

const MEMORY_STEP_MIB = 512;

const MAKE: Readonly<Record<TemplateId, (facts: TemplateFacts) => ProfileDraftInput>> = {
  'windows-11': windows11,
  'windows-10-gaming': windows10Gaming,
  'linux-desktop': linuxDesktop,
  'linux-server': linuxServer,
  'live-iso': liveIso,
};

/** Finished profiles to begin with: what the guest needs, as far as this host has it. */
export function templates(facts: TemplateFacts): readonly ProfileTemplate[] {
  return TEMPLATE_IDS.map((id) => ({ id, draft: profileDraftSchema.parse(MAKE[id](facts)) }));
}

/** Its installer asks for UEFI with Secure Boot and a TPM 2.0, and has drivers for SATA and e1000e. */
function windows11(facts: TemplateFacts): ProfileDraftInput {
  return {
    ...windows(facts),
    name: 'Windows 11',
    machine: { firmware: uefi(facts, { secureBoot: true }), tpm: facts.tpm, clock: 'localtime' },
    memory: { sizeMiB: memory(facts, 8192) },
    gpu: { wanted: facts.hasGpu },
  };
}

/** Drivers before 465 refuse a card when they see that they run in a machine: it is hidden, with a vendor id of twelve characters. */
function windows10Gaming(facts: TemplateFacts): ProfileDraftInput {
  const base = windows(facts);
  return {
    ...base,
    name: 'Windows 10 gaming',
    machine: { firmware: uefi(facts), clock: 'localtime' },
    cpu: { ...base.cpu, hideHypervisor: true, vendorId: '1234567890ab' },
    memory: { sizeMiB: memory(facts, 12_288) },
    gpu: { wanted: facts.hasGpu },
  };
}

function windows(facts: TemplateFacts) {
  return {
    guest: 'windows',
    cpu: { cores: cores(facts, 6), hyperv: { preset: 'windows' } },
    disks: [{ source: { kind: 'new', sizeGiB: 128 }, bus: 'sata' }],
    // The second one for the virtio drivers: in the guest they make disk and network faster.
    cdroms: [{ iso: null }, { iso: facts.virtioWinIso }],
    nics: [{ model: 'e1000e' }],
    ...sound(facts),
  } satisfies Partial<ProfileDraftInput>;
}

function linuxDesktop(facts: TemplateFacts): ProfileDraftInput {
  return {
    name: 'Linux desktop',
    guest: 'linux',
    machine: { firmware: uefi(facts) },
    cpu: { cores: cores(facts, 4) },
    memory: { sizeMiB: memory(facts, 4096) },
    disks: [{ source: { kind: 'new', sizeGiB: 64 }, bus: 'virtio' }],
    gpu: { wanted: facts.hasGpu },
    ...sound(facts, has(facts, 'virtio-vga') ? 'virtio' : 'std'),
  };
}

function linuxServer(facts: TemplateFacts): ProfileDraftInput {
  return {
    name: 'Linux server',
    guest: 'linux',
    machine: { firmware: uefi(facts) },
    cpu: { cores: cores(facts, 2) },
    memory: { sizeMiB: memory(facts, 2048) },
    disks: [{ source: { kind: 'new', sizeGiB: 32 }, bus: 'virtio' }],
    input: { pointer: 'none' },
  };
}

/** Nothing is installed: it runs from the disc, and forgets. */
function liveIso(facts: TemplateFacts): ProfileDraftInput {
  return {
    name: 'Live disc',
    guest: 'linux',
    machine: { firmware: uefi(facts) },
    cpu: { cores: cores(facts, 2) },
    memory: { sizeMiB: memory(facts, 4096) },
    boot: ['cd0'],
    ...sound(facts),
  };
}

/** Sound over SPICE reaches whoever looks at the machine; the host's own sound belongs to whoever sits there. */
function sound(facts: TemplateFacts, card: 'std' | 'virtio' = 'std') {
  const spice = facts.can === null || facts.can.audiodevs.includes('spice');
  return {
    display: { card, spice },
    audio: { backend: spice ? 'spice' : 'none' },
  } satisfies Partial<ProfileDraftInput>;
}

function uefi({ firmware }: TemplateFacts, wanted: { readonly secureBoot?: boolean } = {}) {
  if (firmware.length === 0) return { kind: 'bios' } as const;
  const secureBoot = wanted.secureBoot === true && firmware.some((each) => each.secureBoot);
  return { kind: 'uefi', secureBoot } as const;
}

/** At most half of the host's, in steps that a person would choose. */
function memory({ memoryMiB }: TemplateFacts, wantedMiB: number): number {
  const half = Math.floor(memoryMiB / 2 / MEMORY_STEP_MIB) * MEMORY_STEP_MIB;
  return Math.max(MEMORY_MIN_MIB, Math.min(wantedMiB, half || Math.floor(memoryMiB / 2)));
}

/** At most half of the host's. */
function cores({ cpus }: TemplateFacts, wanted: number): number {
  return Math.max(1, Math.min(wanted, Math.floor(cpus / 2)));
}

function has({ can }: TemplateFacts, device: string): boolean {
  return can === null || can.devices.includes(device);
}
