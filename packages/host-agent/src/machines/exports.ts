import { batteryTable } from '@baton/model/acpi/battery-table';
import { ROM_MAX_BYTES, romTables } from '@baton/model/acpi/rom-tables';
import type { ExportContext, ExportFunction } from '@baton/model/export/context';
import type { ExportFormat } from '@baton/model/export/formats';
import { exportProfile } from '@baton/model/export/profile';
import { slotOf } from '@baton/model/pci/address';
import { isBridge, type PciFunction } from '@baton/model/pci/function';
import type { PowerMeans } from '@baton/model/power/backend';
import type { ProfileDefinition } from '@baton/model/profile/definition';
import type { QemuArgument } from '@baton/model/qemu/argument';
import type { MachineFiles } from '../ports/machine-files';
import type { QemuInstallation } from '../ports/qemu-installation';
import type { StorageFiles } from '../ports/storage-files';
import type { ProfileExports } from '../profiles/exports';
import type { AllowedPaths } from '../storage/allowed-paths';
import type { Previewer } from './preview';
import { QEMU_BINARY } from './start-plan';

/** What an export tells of the host beside QEMU. */
export interface ExportHost {
  /** Every function on the bus. */
  readonly functions: readonly PciFunction[];
  readonly power: PowerMeans;
}

export interface MachineExportDeps {
  readonly previewer: Previewer;
  readonly installation: QemuInstallation;
  readonly files: MachineFiles;
  readonly storageFiles: StorageFiles;
  readonly allowed: AllowedPaths;
  readonly exportHost: () => Promise<ExportHost>;
}

/** What leaves Baton: a profile compiled for somewhere else. */
export class MachineExports implements ProfileExports {
  constructor(private readonly deps: MachineExportDeps) {}

  arguments(definition: ProfileDefinition, machineId: string): Promise<readonly QemuArgument[]> {
    return this.deps.previewer.arguments(definition, machineId);
  }

  async exportAs(definition: ProfileDefinition, format: ExportFormat, machineId: string): Promise<string> {
    return exportProfile(definition, format, await this.#context(definition, machineId));
  }

  async #context(definition: ProfileDefinition, machineId: string): Promise<ExportContext> {
    const { previewer, installation, exportHost } = this.deps;
    const [found, { facts, gpu: assignment }, host, uefiVarsFrom, acpiTables] = await Promise.all([
      installation.find(),
      previewer.compileFacts(definition, machineId),
      exportHost(),
      this.#varsSource(definition, machineId),
      this.#tables(definition),
    ]);
    const lent = assignment?.kind === 'vfio-pci' ? assignment.functions.map(({ address }) => address) : [];
    return {
      binary: found?.path ?? QEMU_BINARY,
      ...{ facts, assignment, uefiVarsFrom, acpiTables },
      gpu: slotsOf(host.functions, lent),
      pci: slotsOf(
        host.functions,
        definition.pci.map(({ address }) => address),
      ),
      power: host.power,
    };
  }

  /** The machine's own store knows what its guest has installed. */
  async #varsSource({ machine: { firmware } }: ProfileDefinition, machineId: string): Promise<string | null> {
    if (firmware.kind === 'bios') return null;
    const { files, storageFiles, installation } = this.deps;
    const { uefiVars } = files.paths(machineId);
    if ((await storageFiles.look(uefiVars)).kind === 'file') return uefiVars;
    return (await installation.firmware(firmware))?.varsTemplate ?? null;
  }

  async #tables({ muxless, gpu: { romFile } }: ProfileDefinition): Promise<readonly string[]> {
    const { allowed, storageFiles } = this.deps;
    const tables: Uint8Array[] = [];
    if (muxless.romTable && romFile) {
      const { realPath } = await allowed.resolve(romFile);
      tables.push(...romTables(await storageFiles.read(realPath, { fromBytes: 0, maxBytes: ROM_MAX_BYTES })));
    }
    if (muxless.battery) tables.push(batteryTable());
    return tables.map((table) => Buffer.from(table).toString('base64'));
  }
}

/** A slot goes as a whole: its functions cannot be told apart by the IOMMU. */
function slotsOf(functions: readonly PciFunction[], addresses: readonly string[]): readonly ExportFunction[] {
  const slots = new Set<string>(addresses.map((address) => address.slice(0, address.lastIndexOf('.'))));
  return functions
    .filter((fn) => slots.has(slotOf(fn.address)) && !isBridge(fn))
    .map(({ address, name, vendorId, deviceId, subsystemVendorId, subsystemDeviceId }) => ({
      ...{ address, name, vendorId, deviceId, subsystemVendorId, subsystemDeviceId },
    }));
}
