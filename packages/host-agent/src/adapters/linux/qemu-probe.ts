import { execa } from 'execa';
import type { FoundQemu } from '../../ports/qemu-installation';

const TIMEOUT_MS = 5_000;

/** Asks a QEMU binary what it is: three short runs, about 0.1 s together. A binary that answers nonsense is told as version `unknown`. */
export async function probeQemu(path: string): Promise<Omit<FoundQemu, 'path'>> {
  const [version, machines, sandbox] = await Promise.all([
    run(path, ['--version']),
    run(path, ['-machine', 'help']),
    run(path, ['-nodefaults', '-display', 'none', '-machine', 'none', '-sandbox', 'on', '-qmp', 'stdio'], QUIT),
  ]);
  return {
    version: /version (\d+(?:\.\d+)+)/.exec(version.stdout)?.[1] ?? 'unknown',
    machineType: newestQ35(machines.stdout),
    sandbox: sandbox.ok,
  };
}

const QUIT = '{"execute":"qmp_capabilities"}\n{"execute":"quit"}\n';

/** The newest versioned one; distributions that name their own differently keep the alias. */
function newestQ35(help: string): string {
  const versions = [...help.matchAll(/^pc-q35-(\d+)\.(\d+)\s/gm)].map(([, major, minor]) => [
    Number(major),
    Number(minor),
  ]);
  const newest = versions.sort(([a = 0, b = 0], [c = 0, d = 0]) => c - a || d - b)[0];
  return newest ? `pc-q35-${newest.join('.')}` : 'q35';
}

async function run(file: string, args: readonly string[], input = ''): Promise<{ ok: boolean; stdout: string }> {
  const result = await execa(file, args, { reject: false, timeout: TIMEOUT_MS, input });
  return { ok: !result.failed, stdout: result.stdout };
}
