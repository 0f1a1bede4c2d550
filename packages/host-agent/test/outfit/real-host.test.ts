import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lookingGlassBytes } from '@baton/model/host/looking-glass';
import { connectQmp } from '@baton/qmp';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src/adapters/linux/clock';
import { linuxOutfitMeans } from '../../src/adapters/linux/outfit/means';
import { linuxQemuLauncher } from '../../src/adapters/linux/qemu-launcher';
import type { Outfit, OutfitOrder } from '../../src/ports/outfit';
import { until } from '../until';
import { kit, nic } from './kit';

const QEMU = '/usr/bin/qemu-system-x86_64';
const has = (program: string): boolean =>
  ['/usr/sbin', '/usr/bin', '/sbin', '/bin'].some((folder) => existsSync(join(folder, program)));
const NAMESPACE = `baton-test-${randomBytes(3).toString('hex')}`;
const inNamespace = ['ip', 'netns', 'exec', NAMESPACE] as const;

/** What this host lacks for a network of the test's own; '' = nothing. */
function missingForNetwork(): string {
  if (process.geteuid?.() !== 0) return 'root';
  for (const program of ['ip', 'nft', 'dnsmasq']) if (!has(program)) return program;
  if (!existsSync('/dev/net/tun')) return '/dev/net/tun';
  try {
    execFileSync('ip', ['netns', 'add', `${NAMESPACE}-probe`], { stdio: 'ignore' });
    execFileSync('ip', ['netns', 'delete', `${NAMESPACE}-probe`], { stdio: 'ignore' });
    return '';
  } catch {
    return 'the right to make network namespaces';
  }
}

const inNet = (...argv: string[]): string => {
  const [file, ...args] = [...inNamespace, ...argv] as [string, ...string[]];
  return execFileSync(file, args, { encoding: 'utf8' });
};

/** Runs QEMU without a guest on what was set up. */
async function startQemu(
  order: OutfitOrder,
  argv: readonly string[],
  {
    before = [],
    memlockBytes = null,
  }: { readonly before?: readonly string[]; readonly memlockBytes?: number | null } = {},
) {
  const qmp = join(order.runDir, 'qmp.sock');
  const all = [
    ...[QEMU, '-nodefaults', '-display', 'none', '-S', '-machine', 'q35,accel=tcg', '-m', '64', '-smp', '2'],
    ...['-qmp', `unix:${qmp},server=on,wait=off`, ...argv],
  ];
  const [binary, ...rest] = [...before, ...all] as [string, ...string[]];
  const { machineId, runDir, logFile } = order;
  const spec = { machineId, binary, argv: rest, runDir, logFile, gpu: null, memlockBytes };
  const qemu = await linuxQemuLauncher().launch(spec);
  onTestFinished(() => qemu.kill());
  await until('QEMU listens', () => existsSync(qmp) || !qemu.alive());
  if (!qemu.alive()) throw new Error(await readFile(logFile, 'utf8'));
  const session = await connectQmp(qmp);
  await session.execute('query-status');
  return { qemu, session };
}

const means = (networkBefore: readonly string[] = []) =>
  linuxOutfitMeans({ clock: systemClock, root: process.geteuid?.() === 0, networkBefore });

const lacksNetwork = missingForNetwork();
describe.skipIf(lacksNetwork)(
  lacksNetwork ? `a network of this kernel (skipped: this host lacks ${lacksNetwork})` : 'a network of this kernel',
  () => {
    beforeAll(() => {
      execFileSync('ip', ['netns', 'add', NAMESPACE]);
      execFileSync('ip', ['-n', NAMESPACE, 'link', 'set', 'lo', 'up']);
    });
    afterAll(() => execFileSync('ip', ['netns', 'delete', NAMESPACE]));

    it('has a bridge, a tap, NAT, addresses and forwarding for the machine, and nothing of it afterwards', async () => {
      const { outfitter, order } = await kit(means(inNamespace));
      const wanted = await order({ nics: [nic({ kind: 'nat' })] });
      const before = [inNet('ip', '-o', 'link'), inNet('nft', 'list', 'ruleset')];
      const outfit = await outfitter.prepare(wanted);
      const tap = outfit.nics[0]?.ifname ?? '';
      expect(inNet('ip', '-o', 'link', 'show', 'master', 'baton0')).toContain(tap);
      expect(inNet('ip', '-o', '-4', 'address', 'show', 'dev', 'baton0')).toContain('192.168.99.1/24');
      expect(inNet('nft', 'list', 'table', 'inet', 'baton')).toContain('masquerade');
      expect(inNet('cat', '/proc/sys/net/ipv4/ip_forward').trim()).toBe('1');
      expect(inNet('ss', '-lun')).toContain(':67');
      if (existsSync(QEMU)) {
        const netdev = `tap,id=n0,ifname=${tap},script=no,downscript=no`;
        const { session } = await startQemu(
          wanted,
          ['-netdev', netdev, '-device', 'virtio-net-pci,netdev=n0,romfile='],
          { before: inNamespace },
        );
        await session.execute('quit').catch(() => undefined);
      }
      expect(await outfitter.dismiss(wanted)).toEqual([]);
      expect([inNet('ip', '-o', 'link'), inNet('nft', 'list', 'ruleset')]).toEqual(before);
      expect(inNet('cat', '/proc/sys/net/ipv4/ip_forward').trim()).toBe('0');
    });

    it('is taken down by another agent after the first one was killed', async () => {
      const { outfitter, order, again } = await kit(means(inNamespace));
      const wanted = await order({ nics: [nic({ kind: 'nat' })] });
      await outfitter.prepare(wanted);
      expect(await again().dismiss(wanted)).toEqual([]);
      expect(inNet('ip', '-o', 'link')).not.toContain('baton0');
    });
  },
);

const lacksTpm = ['swtpm', QEMU].find((program) => !(program.startsWith('/') ? existsSync(program) : has(program)));
describe.skipIf(lacksTpm)(
  lacksTpm ? `companions of a real QEMU (skipped: ${lacksTpm} is not installed)` : 'companions of a real QEMU',
  () => {
    const tpmArgv = ({ tpmSocket }: Outfit) => [
      ...['-chardev', `socket,id=tpm,path=${tpmSocket}`, '-tpmdev', 'emulator,id=tpm0,chardev=tpm'],
      ...['-device', 'tpm-crb,tpmdev=tpm0'],
    ];

    it('are a TPM that ends with QEMU and keeps its state', async () => {
      const { outfitter, order, deps } = await kit(means());
      const wanted = await order({ machine: { tpm: true } });
      const outfit = await outfitter.prepare(wanted);
      const running = () => deps.means.companions.running('swtpm', outfit.tpmSocket ?? '');
      expect(await running()).toHaveLength(1);
      const { qemu, session } = await startQemu(wanted, tpmArgv(outfit));
      await session.execute('quit').catch(() => undefined);
      await qemu.whenGone();
      await until('swtpm is gone', async () => (await running()).length === 0);
      expect(existsSync(join(wanted.folder, 'tpm'))).toBe(true);
      expect(await outfitter.dismiss(wanted)).toEqual([]);
    });

    it('are ended when QEMU never came', async () => {
      const { outfitter, order, deps, again } = await kit(means());
      const wanted = await order({ machine: { tpm: true } });
      const { tpmSocket } = await outfitter.prepare(wanted);
      await again().dismiss(wanted);
      expect(await deps.means.companions.running('swtpm', tpmSocket ?? '')).toEqual([]);
    });

    it.skipIf(!has('passt'))('are a passt with its forwards', async () => {
      const { outfitter, order, deps } = await kit(means());
      const forwards = [{ hostPort: 23_389, guestPort: 3389 }];
      const wanted = await order({ nics: [nic({ kind: 'passt', forwards })] });
      const socket = (await outfitter.prepare(wanted)).nics[0]?.passt ?? '';
      const { session } = await startQemu(wanted, [
        ...['-netdev', `stream,id=n0,server=off,addr.type=unix,addr.path=${socket}`],
        ...['-device', 'virtio-net-pci,netdev=n0,romfile='],
      ]);
      expect(execFileSync('ss', ['-ltn'], { encoding: 'utf8' })).toContain('127.0.0.1:23389');
      await session.execute('quit').catch(() => undefined);
      await until('passt is gone', async () => (await deps.means.companions.running('passt', socket)).length === 0);
      expect(await outfitter.dismiss(wanted)).toEqual([]);
    });
  },
);

describe.skipIf(!existsSync(QEMU))(
  existsSync(QEMU) ? 'a real QEMU' : 'a real QEMU (skipped: it is not installed)',
  () => {
    it('has its threads where the profile wants them', async () => {
      const { outfitter, order, deps } = await kit(means());
      const online = await deps.means.threads.online();
      const last = online.at(-1) ?? 0;
      const wanted = await order({
        cpu: { cores: 2, pinning: { vcpus: [[0], [last]], emulator: [0], iothreads: [last] } },
      });
      const { qemu, session } = await startQemu(wanted, ['-object', 'iothread,id=io0']);
      await outfitter.settle(wanted, { pid: qemu.identity.pid, session });
      const cpus = await session.execute('query-cpus-fast');
      const io = await session.execute('query-iothreads');
      const allowed = (thread: number) => deps.means.threads.allowed(qemu.identity.pid, thread);
      expect(await Promise.all(cpus.map((cpu) => allowed(cpu['thread-id'])))).toEqual([[0], [last]]);
      expect(await allowed(io[0]?.['thread-id'] ?? 0)).toEqual([last]);
      expect(await allowed(qemu.identity.pid)).toEqual([0]);
    });

    it('may lock as much memory as its launch says, and is the process that was launched', async () => {
      const { order } = await kit(means());
      const { qemu } = await startQemu(await order(), [], { memlockBytes: 4 * 1024 ** 2 });
      const of = (name: string) => readFile(`/proc/${qemu.identity.pid}/${name}`, 'utf8');
      expect(await of('limits')).toMatch(/^Max locked memory +4194304 +4194304/m);
      expect(await of('cmdline')).toContain(`${QEMU}\0-nodefaults`);
    });

    it('takes the tables for a card without outputs', async () => {
      const { outfitter, order } = await kit(means());
      const rom = join((await order()).folder, 'card.rom');
      await writeFile(rom, randomBytes(100_000));
      const wanted = await order({ gpu: { romFile: rom }, muxless: { romTable: true, battery: true } });
      const { acpiTables } = await outfitter.prepare(wanted);
      expect(acpiTables).toHaveLength(6);
      const { session } = await startQemu(
        wanted,
        acpiTables.flatMap((file) => ['-acpitable', `file=${file}`]),
      );
      expect((await session.execute('query-status')).status).toBe('prelaunch');
    });

    it('takes the memory of Looking Glass', async () => {
      const { outfitter, order } = await kit(means());
      const picture = { width: 800, height: 600, hdr: false };
      const wanted = await order({ lookingGlass: picture }, `t${randomBytes(5).toString('hex')}x`);
      onTestFinished(async () => void (await outfitter.dismiss(wanted)));
      const { lookingGlassPath } = await outfitter.prepare(wanted);
      const object = { 'qom-type': 'memory-backend-file', id: 'lg', share: true, 'mem-path': lookingGlassPath };
      const { session } = await startQemu(wanted, [
        ...['-object', JSON.stringify({ ...object, size: lookingGlassBytes(picture) })],
        ...['-device', 'ivshmem-plain,memdev=lg'],
      ]);
      expect((await session.execute('query-status')).status).toBe('prelaunch');
      session.close();
      await outfitter.dismiss(wanted);
      expect(existsSync(lookingGlassPath ?? '')).toBe(false);
    });
  },
);
