import { join } from 'node:path';
import { type Finding, finding } from '@baton/model/host/finding';
import type { PciAddress } from '@baton/model/pci/address';
import type { OtherMasters } from '../../../ports/masters';
import { type ConfigFile, configFiles } from './config-files';
import { type NamelessFunction, readFunction } from './pci-function';
import { readText } from './sysfs';
import { isUnitActive } from './units';

export interface LinuxMastersParts {
  readonly sysfsRoot: string;
  readonly procRoot: string;
  /** `/etc`. */
  readonly etcRoot: string;
  /** `/run`. */
  readonly runRoot: string;
  /** `/usr/lib` and `/lib`. */
  readonly libRoots: readonly string[];
}

const NVIDIA = '10de';
/** Units of programs that switch GPUs by themselves. */
const UNITS: readonly (readonly [program: string, unit: string])[] = [
  ['supergfxd', 'supergfxd.service'],
  ['optimus-manager', 'optimus-manager.service'],
  ['system76-power', 'system76-power.service'],
  ['system76-power', 'com.system76.PowerDaemon.service'],
];

/** Who else switches a real host's GPU: its services, udev's rules, and what vfio-pci was told at boot. */
export class LinuxMasters implements OtherMasters {
  constructor(private readonly parts: LinuxMastersParts) {}

  async find(gpu: PciAddress): Promise<readonly Finding[]> {
    const fn = await readFunction(join(this.parts.sysfsRoot, 'bus/pci/devices'), gpu);
    const found = await Promise.all([
      this.#programs(),
      fn?.vendorId === NVIDIA ? this.#removingRules() : [],
      fn ? this.#staticVfio(fn) : [],
    ]);
    return found.flat();
  }

  async #programs(): Promise<readonly Finding[]> {
    const active = await Promise.all(UNITS.map(([, unit]) => isUnitActive(this.parts.sysfsRoot, unit)));
    const programs = new Set(UNITS.filter((_, index) => active[index]).map(([program]) => program));
    return [...programs].map((program) => finding('gpu.other-master', 'warning', { program }));
  }

  /** SUSEPrime's and envycontrol's rules, such as `ATTR{vendor}=="0x10de", ATTR{class}=="0x0c0330", ATTR{remove}="1"`. */
  async #removingRules(): Promise<readonly Finding[]> {
    const files = await configFiles(this.#folders('udev/rules.d'), '.rules');
    return files
      .filter(({ lines }) => lines.some((line) => /0x10de/i.test(line)))
      .filter(({ lines }) => lines.some((line) => /ATTR\{remove\}\s*=\s*"1"/.test(line)))
      .map(({ path }) => finding('gpu.udev-removes', 'warning', { file: path }));
  }

  async #staticVfio(fn: NamelessFunction): Promise<readonly Finding[]> {
    const files = await configFiles(this.#folders('modprobe.d'), '.conf');
    const commandLine = (await readText(join(this.parts.procRoot, 'cmdline'))) ?? '';
    const sources = [
      ...files.flatMap((file) => optionsOf(file).map((ids) => ({ where: file.path, ids }))),
      ...idsIn(commandLine).map((ids) => ({ where: 'The kernel command line', ids })),
    ];
    return sources.filter(({ ids }) => names(ids, fn)).map((facts) => finding('gpu.static-vfio', 'warning', facts));
  }

  #folders(name: string): readonly string[] {
    const { etcRoot, runRoot, libRoots } = this.parts;
    return [etcRoot, runRoot, ...libRoots].map((root) => join(root, name));
  }
}

/** `options vfio-pci ids=10de:1bb6,10de:10f0 disable_vga=1`; modprobe takes both spellings of a module. */
function optionsOf({ lines }: ConfigFile): readonly string[] {
  return lines
    .filter((line) => /^options\s+vfio[-_]pci\s/.test(line))
    .flatMap((line) => [...line.matchAll(/\sids="?([^\s"]+)/g)].map((match) => match[1] ?? ''));
}

function idsIn(commandLine: string): readonly string[] {
  return [...commandLine.matchAll(/(?:^|\s)vfio[-_]pci\.ids="?([^\s"]+)/g)].map((match) => match[1] ?? '');
}

/** An id is `vendor:device`, and may go on with a subsystem and a class (drivers/vfio/pci/vfio_pci.c, vfio_pci_fill_ids). */
function names(ids: string, { vendorId, deviceId }: NamelessFunction): boolean {
  return ids.split(',').some((id) => {
    const [vendor, device] = id.toLowerCase().split(':');
    return vendor === vendorId && device === deviceId;
  });
}
