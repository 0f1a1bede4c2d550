import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { profileDraftSchema } from '@baton/model/profile/definition';
import { connectGuestAgent, connectQmp } from '@baton/qmp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { linuxMachineFiles } from '../../src/adapters/linux/machine-files';
import { type AgentProcess, browser, isBuilt, kill, startAgentProcess } from '../agent-process';
import { cookieFrom, PASSWORD, post } from '../door';
import { temporaryFolder } from '../temporary';
import { until } from '../until';
import { testGuest } from './test-guest';

const run = promisify(execFile);
const JOB = 'baton-backup';
/** A disk of 256 MiB takes an hour so. */
const BYTES_PER_SECOND = 65536;
const guest = await testGuest();
const why = 'refused' in guest ? ` (skipped: ${guest.refused})` : '';

/** Agents, one after the other, with one Linux guest and a disk that is full of sevens. */
async function setUp(iso: string) {
  if (!isBuilt()) throw new Error('build the agent first: npm run build --workspace @baton/host-agent');
  const folder = await temporaryFolder();
  const stateDir = join(folder, 's');
  const images = join(stateDir, 'storage', 'images');
  await mkdir(images, { recursive: true });
  await mkdir(join(folder, 'bin'));
  // The real one; only a copy of a disk takes as long as that of a large one.
  const slow = `#!/bin/sh\n[ "$1" = convert ] && shift && set -- convert -r ${BYTES_PER_SECOND} "$@"\nexec qemu-img "$@"\n`;
  const program = join(folder, 'bin', 'qemu-img');
  await writeFile(program, slow.replace('exec qemu-img', `exec ${(await run('which', ['qemu-img'])).stdout.trim()}`));
  await chmod(program, 0o755);
  const disk = join(images, 'disk.qcow2');
  await copyFile(iso, join(images, 'guest.iso'));
  await run('qemu-img', ['create', '-q', '-f', 'qcow2', disk, '256M']);
  await run('qemu-io', ['-c', 'write -P 7 0 256M', disk]);
  const begin = () => startAgentProcess(stateDir, { PATH: `${join(folder, 'bin')}:${process.env.PATH}` });
  const agent = await begin();
  const { socket, setupToken } = agent.ready;
  const cookie = cookieFrom(await post(socket, '/trpc/session.setUp', { token: setupToken, password: PASSWORD }));
  const open = () => browser(socket, cookie);
  const draft = profileDraftSchema.parse({
    name: 'linux',
    guest: 'linux',
    memory: { sizeMiB: 256 },
    cdroms: [{ iso: join(images, 'guest.iso') }],
    disks: [{ source: { kind: 'file', path: disk, format: 'qcow2' } }],
    boot: ['cd0'],
  });
  const { id } = await open().profile.create.mutate(draft);
  return { stateDir, images, open, id, agent, begin };
}

/** Copies that are under way, by whom they are written. */
async function copiers(images: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return pids.filter((_, at) => lines[at]?.startsWith('/') && lines[at].includes(`${images}/.`));
}

describe.skipIf('refused' in guest)(`an agent that is killed during a backup${why}`, { timeout: 120_000 }, () => {
  it('is followed by one that tells of it, leaves no half file and no frozen guest, and backs up again', async () => {
    const { stateDir, images, open, id, agent, begin } = await setUp('iso' in guest ? guest.iso : '');
    let last: AgentProcess = agent;
    let page = open();
    const { sockets, pidFile } = linuxMachineFiles(stateDir).paths(id);
    const backUp = (name: string) => page.machineDisk.backUp.mutate({ id, disk: 0, name, freeze: true });
    const operation = (operationId: string) => page.operation.get.query({ id: operationId });
    const succeeded = (operationId: string) =>
      until('the backup', async () => {
        const found = await operation(operationId);
        if (found.problem) throw new Error(JSON.stringify(found.problem));
        return found.state === 'succeeded' ? found : undefined;
      });
    const before = new Set(await readdir(images));
    const files = async () => (await readdir(images)).filter((name) => !before.has(name));
    const brokenOff = async (operationId: string) => {
      const found = await operation(operationId);
      expect(found).toMatchObject({ state: 'failed', problem: { code: 'backup.interrupted' } });
      expect(found.steps).toMatchObject([{ kind: 'copy-disk', state: 'failed' }]);
      expect(await files()).toEqual([]);
    };
    const killed = () => kill(last.child, 'SIGKILL');
    const followed = async () => {
      last = await begin();
      // A page of its own: what one asks while it reconnects may be cut off.
      page = open();
    };

    onTestFinished(async () => {
      for (const pid of await copiers(images)) process.kill(Number(pid), 'SIGKILL');
    });
    const cold = await backUp('cold');
    await until('the copy', async () => (await copiers(images)).length === 1);
    await killed();
    await followed();
    await brokenOff(cold.operationId);
    expect(await copiers(images)).toEqual([]);

    onTestFinished(async () => {
      const pid = Number(await readFile(pidFile, 'utf8').catch(() => '0'));
      if (pid > 0 && existsSync(`/proc/${pid}`)) process.kill(pid, 'SIGKILL');
    });
    await page.machine.start.mutate({ id, gpu: 'without' });
    const present = async () => (await page.guest.view.query({ id })).agent === 'present';
    const early = await until('the guest’s agent', present).catch(() => undefined);
    if (!early) await until('the guest’s agent, at last', present);
    const monitor = await connectQmp(sockets.rescue);
    onTestFinished(() => monitor.close());
    const slowed = until('the job', () =>
      monitor.executeRaw('block-job-set-speed', { device: JOB, speed: BYTES_PER_SECOND }).then(
        () => true,
        () => false,
      ),
    );
    const warm = await backUp('warm');
    await slowed;
    await killed();
    // As it is when the agent is killed in the moment between freeze and thaw; it may have been.
    const frozen = await connectGuestAgent(sockets.agent);
    await frozen.execute('guest-fsfreeze-freeze').catch(() => undefined);
    expect(await frozen.execute('guest-fsfreeze-status')).toBe('frozen');
    frozen.close();
    await followed();
    await brokenOff(warm.operationId);
    expect(await monitor.execute('query-jobs')).toEqual([]);
    expect(
      (await monitor.execute('query-named-block-nodes', { flat: true })).map((node) => node['node-name']),
    ).not.toContain('baton-backup-target');

    // A frozen guest's agent refuses to tell what system it is.
    await until('it to thaw', async () => (await page.guest.view.query({ id })).os !== null);
    const again = await backUp('again');
    await succeeded(again.operationId);
    expect(await files()).toEqual(['again.qcow2']);
    await page.machine.shutDown.mutate({ id });
    await until('it to shut down', async () => (await page.machine.view.query({ id })).state.kind === 'stopped');
    expect((await page.machine.view.query({ id })).state).toMatchObject({
      last: { cause: 'shut-down', rung: 'agent' },
    });
  });
});
