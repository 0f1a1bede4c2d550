import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

export interface FixtureFunction {
  readonly address: string;
  /** The address of the bridge above. */
  readonly parent?: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly driver?: string;
  readonly group?: number;
}

/** A folder that looks like a host's /sys and /proc, as far as the adapter reads it. */
export class FixtureHost {
  readonly root = mkdtempSync(join(tmpdir(), 'baton-host-'));
  readonly sysfsRoot = join(this.root, 'sys');
  readonly procRoot = join(this.root, 'proc');

  constructor() {
    for (const folder of ['sys/bus/pci/devices', 'sys/bus/pci/drivers', 'proc']) {
      mkdirSync(join(this.root, folder), { recursive: true });
    }
    this.write('sys/bus/pci/drivers_probe', '');
  }

  write(path: string, text: string): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  link(path: string, target: string): void {
    const from = join(this.root, path);
    mkdirSync(dirname(from), { recursive: true });
    symlinkSync(target.startsWith('/') ? target : relative(dirname(from), join(this.root, target)), from);
  }

  function(fn: FixtureFunction): void {
    const place = ['sys/devices/pci0000:00', ...(fn.parent ? [fn.parent] : []), fn.address].join('/');
    mkdirSync(join(this.root, place), { recursive: true });
    this.link(`sys/bus/pci/devices/${fn.address}`, place);
    for (const [name, value] of Object.entries(fn.attributes)) this.write(`${place}/${name}`, `${value}\n`);
    if (fn.driver) {
      this.write(`sys/bus/pci/drivers/${fn.driver}/unbind`, '');
      this.link(`${place}/driver`, `sys/bus/pci/drivers/${fn.driver}`);
    }
    if (fn.group !== undefined) {
      mkdirSync(join(this.root, `sys/kernel/iommu_groups/${fn.group}`), { recursive: true });
      this.link(`${place}/iommu_group`, `sys/kernel/iommu_groups/${fn.group}`);
    }
  }

  /** A process with open files. */
  process(pid: number, command: readonly string[], opens: readonly string[]): void {
    this.write(`proc/${pid}/cmdline`, `${command.join('\0')}\0`);
    for (const [fd, path] of opens.entries()) this.link(`proc/${pid}/fd/${fd}`, path);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
