import { spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pciAddress } from '@baton/model/pci/address';
import { type ProfileDefinition, profileDefinitionSchema } from '@baton/model/profile/definition';
import { generateProfile } from '@baton/model/profile/testing/generate';
import { seededRandom } from '@baton/model/profile/testing/random';
import type { GpuAssignment } from '@baton/model/qemu/assignment';
import type { QemuFacts } from '@baton/model/qemu/facts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LinuxQemuInstallation } from '../../src/adapters/linux/qemu-installation';
import { type Fare, factsIn, fareOf, makeDisk } from './compiled-machine';

const isThere = (program: string, ...argv: readonly string[]) => spawnSync(program, argv).status === 0;
const hasQemu = isThere('qemu-system-x86_64', '--version');
const mayMakeTaps = hasQemu && process.getuid?.() === 0 && isThere('test', '-c', '/dev/net/tun');
const hasSwtpm = isThere('swtpm', '--version');

let folder: string;
let installation: LinuxQemuInstallation;
let made = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bq-'));
  installation = new LinuxQemuInstallation({ stateDir: join(folder, 'state'), testImage: () => new Uint8Array(512) });
  await installation.capabilities();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
const profileWith = (change: Readonly<Record<string, unknown>>): ProfileDefinition =>
  profileDefinitionSchema.parse({
    schemaVersion: 2,
    name: 'win10',
    uuid: '6f0c1a0e-1d4e-4f0e-9d0e-6f0c1a0e1d4e',
    memory: { sizeMiB: 64 },
    ...change,
  });

async function newFacts(change: Partial<QemuFacts> = {}): Promise<QemuFacts> {
  const can = await installation.capabilities();
  if (!can) throw new Error('QEMU is gone.');
  made += 1;
  return { ...(await factsIn(at(`m${made}`), can)), ...change };
}

/** @param change of the facts, such as sockets that a test made */
async function start(profile: Readonly<Record<string, unknown>>, gpu: GpuAssignment | null = null, change = {}) {
  return fareOf(profileWith(profile), gpu, await newFacts(change));
}

const runs = { status: 'prelaunch', missing: [] };
const disk = async (name: string, format: 'raw' | 'qcow2' = 'raw') => {
  await makeDisk(at(name), format);
  return { kind: 'file', path: at(name), format };
};
const mac = (n: number) => `52:54:00:00:00:0${n}`;

describe.skipIf(!hasQemu)(hasQemu ? 'a real QEMU' : 'a real QEMU (skipped: it is not installed)', () => {
  it('starts the least that a profile may be, and what version 1 was', async () => {
    expect(await start({ cdroms: [] })).toMatchObject({ ...runs, words: '' });
    const old = { disks: [{ source: await disk('old.qcow2', 'qcow2') }], nics: [{ mac: mac(1) }] };
    expect(await start(old)).toMatchObject({ ...runs, words: '' });
  });

  it('starts every kind of board: pinned, HPET, sleep, actions, clock, menu, SMBIOS with commas', async () => {
    const smbios = { manufacturer: 'Dell, Inc.', product: 'XPS=15', version: 'ü', serial: '', sku: null, family: null };
    const machine = {
      type: 'pc-q35-6.0',
      hpet: true,
      sleep: true,
      clock: 'localtime',
      bootMenu: true,
      onPanic: 'shutdown',
      onReboot: 'shutdown',
      onShutdown: 'pause',
      watchdog: 'poweroff',
      smbios,
    };
    expect(await start({ machine, guest: 'linux', name: 'Ana’s box'.replace('’', ' ') })).toMatchObject(runs);
  });

  it.each(['4M', '2M'] as const)('starts UEFI firmware of %s, plain and with Secure Boot', async (flash) => {
    for (const secureBoot of [false, true]) {
      const found = await installation.firmware({ secureBoot, flash });
      if (!found) continue;
      const vars = at(`vars-${flash}-${secureBoot}`);
      await copyFile(found.varsTemplate, vars);
      const machine = { firmware: { kind: 'uefi', secureBoot, flash } };
      expect(await start({ machine }, null, { uefi: { code: found.code, vars, secureBoot } })).toMatchObject(runs);
    }
  });

  it('starts every processor: topologies, models, flags, hidden, each Hyper-V preset without KVM', async () => {
    const preset = (name: string) => ({ hyperv: { preset: name } });
    for (const cpu of [
      { sockets: 2, cores: 3, threads: 2, hideHypervisor: true, vendorId: '1234567890ab', ...preset('windows') },
      { model: 'Skylake-Client-v1', features: ['+aes', '-avx2'], ...preset('linux') },
      { hyperv: { preset: 'custom', flags: ['hv-vpindex', 'hv-synic', 'hv-relaxed', 'hv-evmcs', 'hv-avic'] } },
      preset('minimal'),
    ]) {
      expect(await start({ cpu }), JSON.stringify(cpu)).toMatchObject(runs);
    }
  });

  it('starts on a folder of shared memory as it does on huge pages', async () => {
    expect(await start({ memory: { sizeMiB: 33, hugepages: '2M' } }, null, { hugepagePath: '/dev/shm' })).toMatchObject(
      runs,
    );
  });

  it('starts disks on every bus, with every cache, more of SATA than the chipset has ports', async () => {
    const disks = [];
    const caches = ['none', 'writeback', 'writethrough', 'directsync'];
    for (const [n, bus] of ['virtio', 'scsi', 'nvme', 'virtio', 'scsi', 'nvme', ...Array(10).fill('sata')].entries()) {
      disks.push({
        source: await disk(`d${n}`, n % 2 === 0 ? 'raw' : 'qcow2'),
        bus,
        cache: caches[n % 4],
        discard: n % 3 === 0,
        iothread: true,
        readOnly: n === 3,
        serial: n % 2 === 0 ? `S${n}` : null,
      });
    }
    const cdroms = [{ iso: at('d,1') }, { iso: null }, { iso: null }, { iso: at('d,1') }];
    await makeDisk(at('d,1'), 'raw');
    expect(await start({ disks, cdroms, boot: ['disk9', 'cd3', 'disk0', 'disk1', 'disk2'] })).toMatchObject({
      ...runs,
      words: '',
    });
  });

  it('names a disk of the host as what it is', async () => {
    const source = { kind: 'block', path: '/dev/disk/by-id/nvme-Nobody_1' };
    expect((await start({ disks: [{ source }] })).words).toMatch(/nvme-Nobody_1': No such file or directory/);
  });

  it('starts every network card, and boots from one', async () => {
    const connection = { kind: 'user', forwards: [{ hostPort: await freePort(), guestPort: 22 }] };
    const nics = [
      { mac: mac(1), connection },
      { mac: mac(2), model: 'e1000e' },
      { mac: mac(3), model: 'rtl8139' },
      { mac: mac(4) },
    ];
    expect(await start({ nics, boot: ['nic1', 'nic2'] })).toMatchObject({ ...runs, words: '' });
  });

  it('reaches passt at its socket', async () => {
    const path = at('passt,1.socket');
    const server = createServer().listen(path);
    const nics = [{ mac: mac(1), connection: { kind: 'passt', forwards: [] } }];
    expect(await start({ nics }, null, { nics: { 0: { passt: path } } })).toMatchObject(runs);
    server.close();
  });

  it.skipIf(!mayMakeTaps)('takes a tap device that was made for it', async () => {
    const nics = [{ mac: mac(1), connection: { kind: 'nat' } }];
    const facts = { nics: { 0: { ifname: 'batontest0', vhost: false } } };
    const fare = await start({ nics }, null, facts);
    // A container may hide the device from its root.
    if (!/Operation not permitted/.test(fare.words)) expect(fare).toMatchObject(runs);
  });

  it('starts every screen, sound card and channel', async () => {
    for (const card of ['std', 'qxl', 'virtio']) {
      const display = { card, spice: true, keyboard: 'de' };
      const change = { display, audio: { backend: 'spice' }, input: { pointer: 'mouse', virtio: true } };
      expect(await start(change), card).toMatchObject(runs);
    }
    const silent = { audio: { backend: 'pipewire' }, display: { stage: 'gpu' }, input: { pointer: 'none' } };
    expect(await start(silent)).toMatchObject(runs);
  });

  it('starts the shared memory of Looking Glass, for each resolution', async () => {
    for (const [width, height, hdr] of [
      [1920, 1080, false],
      [3840, 2160, true],
    ] as const) {
      const path = at(`lg-${width}`);
      const lookingGlass = { width, height, hdr };
      expect(await start({ lookingGlass }, null, { lookingGlassPath: path })).toMatchObject(runs);
    }
  });

  it('starts without the USB devices that it waits for, more than one controller has ports', async () => {
    const usb = Array.from({ length: 16 }, (_, n) => ({
      select:
        n % 2 === 0 ? { by: 'id', vendorId: '046d', productId: `c0${n + 10}` } : { by: 'port', bus: 9, port: `4.${n}` },
    }));
    expect(await start({ usb })).toMatchObject(runs);
  });

  it('says which keyboard of the host is not there', async () => {
    const input = { evdev: [{ path: '/dev/input/by-id/nobody', grabAll: true }] };
    expect((await start({ input })).words).toContain('/dev/input/by-id/nobody');
  });

  it.skipIf(!hasSwtpm)('starts with a TPM', async () => {
    const socket = at('tpm.sock');
    const state = await mkdtemp(at('tpm-'));
    const argv = ['socket', '--tpm2', '--tpmstate', `dir=${state}`, '--ctrl', `type=unixio,path=${socket}`, '--daemon'];
    expect(spawnSync('swtpm', argv).status).toBe(0);
    const { sockets } = await newFacts();
    expect(await start({ machine: { tpm: true } }, null, { sockets: { ...sockets, tpm: socket } })).toMatchObject(runs);
  });

  it('takes tables, and a person’s own arguments in either spelling behind our own ports', async () => {
    const table = at('ssdt.aml');
    await writeFile(table, ssdt());
    const extraArguments = [
      ...['-device', 'usb-kbd,bus=xhci.0,id=kbd9'],
      ...['-device', '{"driver":"virtio-rng-pci","id":"rng9","bus":"pcie.0","addr":"0x1d"}'],
      ...['-device', 'virtio-balloon-pci,id=b9,bus=pcie.0,addr=0x1c,disable-legacy=on,deflate-on-oom=on'],
      ...['-fw_cfg', 'name=opt/org.baton/note,string=a,,b', '-global', 'PIIX4_PM.disable_s3=1', '-msg', 'timestamp=on'],
    ];
    expect(await start({ extraArguments }, null, { acpiTables: [table] })).toMatchObject(runs);
  });

  it('lets a display device stand in for the GPU, and a plain one for what is lent besides', async () => {
    const gpu = { kind: 'stand-in', address: pciAddress('0000:01:00.0') } as const;
    const pci = [{ address: '0000:03:00.0' }, { address: '0000:03:00.3' }, { address: '0000:04:00.1' }];
    expect(await start({ gpu: { wanted: true }, pci }, gpu)).toMatchObject({ ...runs, words: '' });
  });

  it('knows every property of the lent GPU: what is missing is only the card', async () => {
    const ids = { subsystemVendorId: '1028', subsystemDeviceId: '07b1' };
    const functions = [{ address: pciAddress('0000:7f:1f.0'), ...ids }];
    const settings = { wanted: true, romFile: at('d,1'), romBar: false, primary: true };
    const fare = await start({ gpu: settings }, { kind: 'vfio-pci', functions });
    expect(fare.words).toMatch(/no such host device/);
  });

  it('starts whatever is generated, once its hardware is stood in for', async () => {
    const random = seededRandom(20_26);
    const left = Array.from({ length: 30 }, () => generateProfile(random));
    const fares: Fare[] = [];
    const takeTurns = async () => {
      for (let next = left.pop(); next; next = left.pop()) fares.push(await startGenerated(next));
    };
    await Promise.all([takeTurns(), takeTurns(), takeTurns()]);
    expect(fares.filter(({ status, missing }) => status !== 'prelaunch' || missing.length > 0)).toEqual([]);
    expect(fares).toHaveLength(30);
  });
});

/** Disks and discs get files, what only a host has is left out, and what would disturb a neighbour is made small. */
async function startGenerated(profile: ProfileDefinition): Promise<Fare> {
  const facts = await newFacts();
  const own = join(facts.pidFile, '..');
  const disks = await Promise.all(
    profile.disks.map(async (each, n) => {
      const format = each.source.kind === 'file' ? each.source.format : 'raw';
      const path = join(own, `disk ,${n}`);
      await makeDisk(path, format);
      const source = { kind: 'file' as const, path, format };
      return { ...each, source, readOnly: each.readOnly && each.bus !== 'sata' };
    }),
  );
  const cdroms = profile.cdroms.map(({ iso }) => ({ iso: iso && at('d,1') }));
  const nics = profile.nics.map((nic) => ({ ...nic, connection: { kind: 'user' as const, forwards: [] } }));
  const memory = { ...profile.memory, sizeMiB: 64, lock: false };
  const audio = profile.audio.backend === 'alsa' ? { backend: 'none' as const } : profile.audio;
  const input = { ...profile.input, evdev: [] };
  return fareOf({ ...profile, disks, cdroms, nics, memory, audio, input }, null, facts);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** The least table that ACPI takes: a header of 36 bytes, with its length in it. */
function ssdt(): Uint8Array {
  const table = Buffer.alloc(36);
  table.write('SSDT', 0, 'latin1');
  table.writeUInt32LE(36, 4);
  return table;
}
