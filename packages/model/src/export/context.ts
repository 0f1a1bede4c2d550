import type { PciAddress } from '../pci/address';
import type { PowerMeans } from '../power/backend';
import type { QemuArgument } from '../qemu/argument';

/** What an export needs to know beside the profile. The agent gathers it; nothing here is read while exporting. */
export interface ExportContext {
  /** Path of the emulator on this host. */
  readonly binary: string;
  readonly accelerator: 'kvm' | 'tcg';
  readonly cpuVendor: 'intel' | 'amd' | 'other';
  /** The profile's, or the newest of this QEMU where the profile leaves it open. */
  readonly machineType: string;
  /** The compiled command line, with the paths of `standalonePaths` in it. */
  readonly arguments: readonly QemuArgument[];
  readonly paths: StandalonePaths;
  /** Every function of the lent GPU's slot, function 0 first. Empty = the profile wants none. */
  readonly gpu: readonly ExportFunction[];
  /** The other devices of `pci`, those of their slots included. */
  readonly pci: readonly ExportFunction[];
  readonly power: PowerMeans;
  readonly uefi: ExportUefi | null;
  /** Network cards that a device is made for before the start, by their place in the profile. */
  readonly nics: Readonly<Record<number, ExportNic>>;
  /** ACPI tables that Baton makes for a start (the GPU's ROM, the battery), with their bytes. */
  readonly acpiTables: readonly { readonly path: string; readonly base64: string }[];
}

/** Where an exported script keeps its things: not in Baton's own folders, which Baton may clear. All paths absolute. */
export interface StandalonePaths {
  /** Kept: the variable store, the TPM. */
  readonly state: string;
  /** For one run: sockets, the pid file, tables. */
  readonly run: string;
}

export interface ExportFunction {
  readonly address: PciAddress;
  readonly name: string;
  readonly vendorId: string;
  readonly deviceId: string;
  readonly subsystemVendorId: string;
  readonly subsystemDeviceId: string;
  /** Driver that the host uses for it; null = none. */
  readonly hostDriver: string | null;
}

export interface ExportUefi {
  readonly code: string;
  /** The variable store of the exported machine; below `paths.state`. */
  readonly vars: string;
  /** What it is copied from when it is not there yet: the machine's own store, or the firmware's template. */
  readonly varsFrom: string;
  readonly secureBoot: boolean;
}

export interface ExportNic {
  /** Of the tap device. */
  readonly ifname?: string;
  /** passt's socket. */
  readonly passt?: string;
}

/** Folders for the machine of this name. A name is safe in a path (machine/name.ts); spaces become dashes for the eye's sake. */
export function standalonePaths(name: string): StandalonePaths {
  const folder = name.replaceAll(' ', '-');
  return { state: `/var/lib/baton-export/${folder}`, run: `/run/baton-export/${folder}` };
}
