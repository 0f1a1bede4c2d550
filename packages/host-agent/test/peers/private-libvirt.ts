import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { accessSync, chownSync, constants, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from '../until';

const run = promisify(execFile);

/** Linux gives this user to what must own nothing. */
const NOBODY = 65534;
/** libvirt before and after it was split into one daemon for each driver. */
const DAEMONS = [
  { name: 'virtqemud', socket: 'virtqemud-sock' },
  { name: 'libvirtd', socket: 'libvirt-sock' },
] as const;

function find(program: string): string | undefined {
  return ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin']
    .map((folder) => join(folder, program))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** What is missing for a libvirt of one's own; undefined = nothing. */
export function missingForLibvirt(): string | undefined {
  if (!DAEMONS.some(({ name }) => find(name))) return 'libvirtd';
  return ['virsh', 'virt-xml-validate', 'xmllint', 'qemu-system-x86_64'].find((program) => !find(program));
}

/**
 * A libvirt that belongs to a test: real, without privileges, its files in a folder of its own, none of the host's domains in
 * sight. Under root it runs as nobody, because libvirt takes root for the owner of the host's own /etc/libvirt.
 */
export class PrivateLibvirt {
  private readonly folder = mkdtempSync(join(tmpdir(), 'baton-libvirt-'));
  private readonly owner = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  private readonly env = {
    PATH: process.env.PATH ?? '',
    HOME: this.folder,
    XDG_RUNTIME_DIR: join(this.folder, 'run'),
    XDG_CONFIG_HOME: join(this.folder, 'config'),
    XDG_CACHE_HOME: join(this.folder, 'cache'),
    XDG_DATA_HOME: join(this.folder, 'data'),
  };
  private daemon: ChildProcess | undefined;
  private uri = '';

  async start(): Promise<void> {
    for (const folder of [this.folder, this.env.XDG_RUNTIME_DIR]) {
      mkdirSync(folder, { recursive: true });
      if (this.owner.uid) chownSync(folder, this.owner.uid, this.owner.gid);
    }
    const found = DAEMONS.find(({ name }) => find(name));
    if (!found) throw new Error('libvirt is not installed');
    this.uri = `qemu:///session?socket=${join(this.env.XDG_RUNTIME_DIR, 'libvirt', found.socket)}`;
    this.daemon = spawn(find(found.name) as string, [], { env: this.env, cwd: '/', stdio: 'ignore', ...this.owner });
    await until('libvirt answered', async () => (await this.virsh('version')).ok);
  }

  async stop(): Promise<void> {
    const { daemon } = this;
    if (daemon && daemon.exitCode === null) {
      const ended = new Promise((resolve) => daemon.once('exit', resolve));
      daemon.kill('SIGTERM');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  async virsh(...words: string[]): Promise<{ ok: boolean; said: string }> {
    return this.said(find('virsh') as string, ['-q', '-c', this.uri, ...words]);
  }

  /** Checks the text against libvirt's own schema. */
  async validate(file: string): Promise<{ ok: boolean; said: string }> {
    return this.said(find('virt-xml-validate') as string, [file, 'domain']);
  }

  write(name: string, text: string): string {
    const file = join(this.folder, name);
    writeFileSync(file, text);
    return file;
  }

  private async said(program: string, words: string[]): Promise<{ ok: boolean; said: string }> {
    try {
      const { stdout } = await run(program, words, { env: this.env, cwd: '/', ...this.owner });
      return { ok: true, said: stdout };
    } catch (error) {
      const { stderr, stdout } = error as { stderr?: string; stdout?: string };
      return { ok: false, said: `${stdout ?? ''}${stderr ?? String(error)}` };
    }
  }
}
