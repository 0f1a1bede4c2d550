import { execFile } from 'node:child_process';
import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ProfileDefinition } from '@baton/model/profile/definition';
import type { GpuAssignment } from '@baton/model/qemu/assignment';
import type { QemuCapabilities } from '@baton/model/qemu/capabilities';
import { qemuArgv } from '@baton/model/qemu/compile';
import type { QemuFacts } from '@baton/model/qemu/facts';
import { connectQmp, type QmpSession } from '@baton/qmp';
import { execa } from 'execa';
import { until } from '../until';

const DEADLINE_MS = 20_000;

/** How a compiled command line fared: QEMU waits at its first instruction, or it ended (status null) and said why. */
export interface Fare {
  readonly status: string | null;
  /** Devices of the command line that did not come to be. */
  readonly missing: readonly string[];
  /** What QEMU said on the terminal. */
  readonly words: string;
}

/** The facts of a machine whose files all lie in `folder`. */
export async function factsIn(folder: string, can: QemuCapabilities): Promise<QemuFacts> {
  await mkdir(folder, { recursive: true });
  const at = (name: string) => join(folder, name);
  return {
    accelerator: 'tcg',
    can,
    cpuVendor: 'intel',
    uefi: null,
    sockets: {
      qmp: at('qmp.sock'),
      rescue: at('aux.sock'),
      vnc: at('vnc.sock'),
      spice: at('spice.sock'),
      agent: at('agent.sock'),
      serial: at('serial.sock'),
      tpm: null,
    },
    serialLog: at('serial.log'),
    pidFile: at('qemu.pid'),
    hugepagePath: null,
    nics: {},
    lookingGlassPath: null,
    acpiTables: [],
    pciStandIns: true,
  };
}

/** Starts real QEMU with it, stopped before the first instruction, and asks whether all of it came to be. */
export async function fareOf(profile: ProfileDefinition, gpu: GpuAssignment | null, facts: QemuFacts): Promise<Fare> {
  const argv = qemuArgv(profile, gpu, facts);
  const qemu = execa('qemu-system-x86_64', [...argv, '-S'], {
    reject: false,
    timeout: DEADLINE_MS,
    stdin: 'ignore',
    all: true,
  });
  let isOver = false;
  const ended = qemu.then(({ all }) => {
    isOver = true;
    return all;
  });
  const session = await until('QEMU to answer or to end', async () => {
    const connected = await connectQmp(facts.sockets.qmp).catch(() => null);
    return connected ?? (isOver ? 'ended' : null);
  });
  const asked = session === 'ended' ? null : await ask(session, deviceIds(argv)).catch(() => null);
  // It ended on its own after its greeting: that comes before the devices.
  if (asked === null) qemu.kill();
  const words = await ended;
  return { status: asked?.status ?? null, missing: asked?.missing ?? [], words };
}

async function ask(session: QmpSession, ids: readonly string[]) {
  const { status } = await session.execute('query-status');
  const missing: string[] = [];
  for (const id of ids) {
    const path = `/machine/peripheral/${id}`;
    const realized = await session.execute('qom-get', { path, property: 'realized' }).catch(() => false);
    if (realized !== true) missing.push(id);
  }
  await session.execute('quit').catch(() => null);
  return { status, missing };
}

function deviceIds(argv: readonly string[]): string[] {
  return argv.flatMap((word, at) => {
    if (argv[at - 1] !== '-device') return [];
    const { id } = JSON.parse(word) as { id?: string };
    return id === undefined ? [] : [id];
  });
}

/** An empty disk in the format that the profile says. */
export async function makeDisk(path: string, format: 'raw' | 'qcow2'): Promise<void> {
  if (format === 'qcow2') {
    await promisify(execFile)('qemu-img', ['create', '-q', '-f', 'qcow2', path, '16M']);
    return;
  }
  await writeFile(path, '');
  await truncate(path, 16 * 1024 * 1024);
}
