import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { cpuMs } from './child-process';

const run = promisify(execFile);
const DAEMON = '/usr/sbin/libvirtd';
const VIRSH = '/usr/bin/virsh';
/** libvirt takes root for the owner of the host's own settings: under root it runs as this user, who owns nothing. */
const NOBODY = 65534;

/** A real libvirt with domains of its own, none of the host's in sight. */
export interface PeerLibvirt {
  /** CPU time so far of the daemon, and of one virsh that lives as long. */
  cpuMs(): number;
  /** Asks for the statistics of every domain. */
  domstats(): void;
  stop(): Promise<void>;
}

/** Starts `count` paused domains. @throws Error with the reason where that cannot be */
export async function startPeerLibvirt(count: number): Promise<PeerLibvirt> {
  const missing = [DAEMON, VIRSH].find((program) => !existsSync(program));
  if (missing) throw new Error(`${missing} is not installed`);
  const folder = mkdtempSync(join(tmpdir(), 'baton-bench-libvirt-'));
  const owner = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const runtime = join(folder, 'run');
  mkdirSync(runtime);
  if (owner.uid) for (const path of [folder, runtime]) chownSync(path, owner.uid, owner.gid);
  const env = { PATH: process.env.PATH ?? '', HOME: folder, XDG_RUNTIME_DIR: runtime };
  const options = { env, cwd: '/', ...owner };
  const uri = `qemu:///session?socket=${join(runtime, 'libvirt', 'libvirt-sock')}`;
  const daemon = spawn(DAEMON, [], { ...options, stdio: 'ignore' });
  const virsh = (...words: string[]) => run(VIRSH, ['-q', '-c', uri, ...words], options);
  let shell: ChildProcess | undefined;
  const stop = async () => {
    shell?.kill('SIGKILL');
    const { stdout } = await virsh('list', '--name').catch(() => ({ stdout: '' }));
    for (const name of stdout.split('\n').filter(Boolean)) await virsh('destroy', name).catch(() => undefined);
    const over = new Promise((resolve) => daemon.once('exit', resolve));
    if (daemon.exitCode === null && daemon.kill('SIGTERM')) await over;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (let tries = 0; !(await virsh('version').then(Boolean, () => false)); tries += 1) {
      if (tries > 100) throw new Error('libvirt did not answer');
      await delay(100);
    }
    for (let index = 0; index < count; index += 1) {
      const file = join(folder, `${index}.xml`);
      writeFileSync(file, domain(`bench${index}`));
      await virsh('create', file, '--paused');
    }
    const asking = spawn(VIRSH, ['-q', '-c', uri], { ...options, stdio: ['pipe', 'ignore', 'ignore'] });
    shell = asking;
    const pids = [daemon.pid ?? 0, asking.pid ?? 0];
    return {
      cpuMs: () => pids.reduce((sum, pid) => sum + cpuMs(pid), 0),
      domstats: () => void asking.stdin.write('domstats\n'),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function domain(name: string): string {
  return `<domain type='qemu'><name>${name}</name><memory unit='MiB'>64</memory><vcpu>1</vcpu>
<os><type arch='x86_64' machine='q35'>hvm</type></os>
<devices><emulator>/usr/bin/qemu-system-x86_64</emulator></devices></domain>`;
}
