import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { systemClock } from '../../src/adapters/linux/clock';
import { createLinuxHardware } from '../../src/adapters/linux/hardware/host-hardware';
import type { HostHardware } from '../../src/ports/host-hardware';

export interface FixtureFunction {
  readonly address: string;
  /** The address of the bridge above. */
  readonly parent?: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly driver?: string;
  readonly group?: number;
}

export interface FixtureProcess {
  /** Field 22 of its stat. */
  readonly startTicks?: number;
  /** Paths that it has mapped. */
  readonly maps?: readonly string[];
  /** `/system.slice/bumblebeed.service` */
  readonly cgroup?: string;
  readonly state?: 'S' | 'Z';
}

/** A folder that looks like a host's /sys, /proc, /dev, /etc and /run, as far as the adapter reads it. */
export class FixtureHost {
  readonly root = mkdtempSync(join(tmpdir(), 'baton-host-'));
  readonly sysfsRoot = join(this.root, 'sys');
  readonly procRoot = join(this.root, 'proc');
  readonly etcRoot = join(this.root, 'etc');
  readonly runRoot = join(this.root, 'run');
  /** Programs of the fixture come before the real ones. */
  readonly path = `${this.root}/bin:/usr/sbin:/usr/bin:/sbin:/bin`;

  constructor() {
    for (const folder of ['sys/bus/pci/devices', 'sys/bus/pci/drivers', 'proc']) {
      mkdirSync(join(this.root, folder), { recursive: true });
    }
    this.write('sys/bus/pci/drivers_probe', '');
  }

  /** The Linux adapter on this folder. */
  hardware(): HostHardware {
    const { sysfsRoot, procRoot, etcRoot, runRoot, path, root } = this;
    return createLinuxHardware({
      clock: systemClock,
      sysfsRoot,
      procRoot,
      etcRoot,
      runRoot,
      path,
      devRoot: join(root, 'dev'),
      libRoots: [join(root, 'usr/lib')],
      pciIdsFiles: [join(root, 'pci.ids')],
      optirunFolders: [join(root, 'bin')],
    });
  }

  /** A program of the fixture, as the body of a shell script. */
  program(name: string, script: string): void {
    const file = join(this.root, 'bin', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }

  write(path: string, text: string | Buffer): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  has(path: string): boolean {
    return existsSync(join(this.root, path));
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
  process(pid: number, command: readonly string[], opens: readonly string[], more: FixtureProcess = {}): void {
    const { startTicks = 4242, maps = [], cgroup = '/user.slice', state = 'S' } = more;
    const folder = `proc/${pid}`;
    this.write(`${folder}/cmdline`, `${command.join('\0')}\0`);
    // 18 fields stand between the state and the start time; a command may hold parentheses.
    this.write(`${folder}/stat`, `${pid} (a) b) ${state} ${'0 '.repeat(18)}${startTicks} 0 0\n`);
    this.write(`${folder}/cgroup`, `0::${cgroup}\n`);
    const regions = ['/usr/lib/libc.so.6', ...maps].map((path) => `7f00-7f01 rw-s 00000000 00:06 412    ${path}\n`);
    this.write(`${folder}/maps`, `7f00-7f01 rw-p 00000000 00:00 0\n${regions.join('')}`);
    mkdirSync(join(this.root, folder, 'fd'), { recursive: true });
    for (const [fd, path] of opens.entries()) symlinkSync(path, join(this.root, folder, 'fd', String(fd)));
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
