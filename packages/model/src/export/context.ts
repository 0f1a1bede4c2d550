import type { PciAddress } from '../pci/address';
import type { PowerMeans } from '../power/backend';
import type { ProfileDefinition } from '../profile/definition';
import type { QemuArgument } from '../qemu/argument';
import type { GpuAssignment } from '../qemu/assignment';
import { qemuArguments } from '../qemu/compile';
import type { NicFacts, QemuFacts } from '../qemu/facts';

/** What an export needs to know beside the profile. The agent gathers it; nothing is read while exporting. */
export interface ExportContext {
  /** Path of the emulator on this host. */
  readonly binary: string;
  /** As for a start on this host. Its paths are Baton's own; an export gets others (`standalone`). */
  readonly facts: QemuFacts;
  /** How the GPU would enter the command line; null = it would not. */
  readonly assignment: GpuAssignment | null;
  /** Every function of the lent GPU's slot, function 0 first. Empty = none, or none that is real. */
  readonly gpu: readonly ExportFunction[];
  /** Functions that go along with `pci`, those that it names included. */
  readonly pci: readonly ExportFunction[];
  readonly power: PowerMeans;
  /** What a variable store is copied from: the machine's own one, or the firmware's template. null = BIOS. */
  readonly uefiVarsFrom: string | null;
  /** The ACPI tables that Baton makes for a start (the GPU's ROM, the battery), each as base64. */
  readonly acpiTables: readonly string[];
}

export interface ExportFunction {
  readonly address: PciAddress;
  /** For people. */
  readonly name: string;
  readonly vendorId: string;
  readonly deviceId: string;
  readonly subsystemVendorId: string;
  readonly subsystemDeviceId: string;
}

/** Folders of an exported machine: not Baton's own, which Baton may clear. */
export interface StandalonePaths {
  /** Kept: the variable store, the TPM. */
  readonly state: string;
  /** For one run: sockets, the pid file, tables. */
  readonly run: string;
}

/** The machine compiled for a life without Baton. */
export interface Standalone {
  readonly paths: StandalonePaths;
  readonly facts: QemuFacts;
  readonly arguments: readonly QemuArgument[];
}

/** Folders for the machine of this name. A name is safe in a path (machine/name.ts); spaces become dashes for the eye's sake. */
export function standalonePaths(name: string): StandalonePaths {
  const folder = name.replaceAll(' ', '-');
  return { state: `/var/lib/baton-export/${folder}`, run: `/run/baton-export/${folder}` };
}

export function standalone(
  profile: ProfileDefinition,
  context: ExportContext,
  paths = standalonePaths(profile.name),
): Standalone {
  const facts = standaloneFacts(profile, context, paths);
  return { paths, facts, arguments: qemuArguments(profile, context.assignment, facts) };
}

function standaloneFacts(
  { memory, machine, nics, lookingGlass }: ProfileDefinition,
  { facts, acpiTables }: ExportContext,
  { state, run }: StandalonePaths,
): QemuFacts {
  return {
    ...facts,
    uefi: facts.uefi && { ...facts.uefi, vars: `${state}/vars.fd` },
    sockets: {
      qmp: `${run}/qmp.sock`,
      rescue: `${run}/qmp-rescue.sock`,
      vnc: `${run}/vnc.sock`,
      spice: `${run}/spice.sock`,
      agent: `${run}/agent.sock`,
      serial: `${run}/serial.sock`,
      tpm: machine.tpm ? `${run}/tpm.sock` : null,
    },
    serialLog: `${run}/serial.log`,
    pidFile: `${run}/qemu.pid`,
    hugepagePath: memory.hugepages && `${run}/hugepages`,
    nics: Object.fromEntries(nics.map(({ connection: { kind } }, index) => [index, nicFacts(kind, index, run)])),
    lookingGlassPath: lookingGlass && (lookingGlass.memory === 'kvmfr' ? '/dev/kvmfr0' : '/dev/shm/looking-glass'),
    acpiTables: acpiTables.map((_, index) => `${run}/table${index}.aml`),
  };
}

/** Names of network devices have at most 15 characters. */
function nicFacts(kind: ProfileDefinition['nics'][number]['connection']['kind'], index: number, run: string): NicFacts {
  if (kind === 'user') return {};
  return kind === 'passt' ? { passt: `${run}/passt${index}.sock` } : { ifname: `batonx${index}` };
}

/** The profile's machine type, or the newest of this QEMU where the profile leaves it open. */
export function machineTypeOf({ machine }: ProfileDefinition, { facts }: Pick<ExportContext, 'facts'>): string {
  return machine.type ?? facts.can.machineTypes[0] ?? 'q35';
}
