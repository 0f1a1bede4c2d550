import { chmod, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kvmBoots } from '../../src/adapters/linux/kvm-self-test';
import { LinuxQemuInstallation } from '../../src/adapters/linux/qemu-installation';
import { chooseFirmware, findUefiFirmwares } from '../../src/adapters/linux/uefi-firmware';
import { until } from '../until';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bi-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const script = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o700);
  return path;
};
const installation = (candidates: readonly string[]) =>
  new LinuxQemuInstallation({ stateDir: join(folder, 'state'), testImage: () => new Uint8Array(1024), candidates });

describe('the QEMU of this host', () => {
  it('is asked once per binary, over restarts, and again when the binary changes', async () => {
    const runs = join(folder, 'runs');
    const answers = (version: string) =>
      `echo run >> ${runs}\necho "QEMU emulator version ${version} (test)"\necho "pc-q35-7.2  a"\necho "pc-q35-7.10 b"`;
    const path = await script('qemu', answers('7.2.1'));
    const found = await installation([join(folder, 'missing'), path]).find();
    expect(found).toEqual({ path, version: '7.2.1', machineType: 'pc-q35-7.10', sandbox: true });
    const asked = await readFile(runs, 'utf8');
    expect(await installation([path]).find()).toEqual(found);
    expect(await readFile(runs, 'utf8')).toBe(asked);
    await script('qemu', answers('10.0.22'));
    expect((await installation([path]).find())?.version).toBe('10.0.22');
  });

  it('is null when it is not installed, and found once it is', async () => {
    const path = join(folder, 'qemu');
    const qemu = installation([path]);
    expect(await qemu.find()).toBeNull();
    await script('qemu', 'exit 1');
    expect(await qemu.find()).toMatchObject({ path, version: 'unknown', machineType: 'q35', sandbox: false });
  });

  it('survives a memory file that is damaged', async () => {
    await mkdir(join(folder, 'state'));
    await writeFile(join(folder, 'state', 'qemu.json'), '{"binary":');
    const path = await script('qemu', 'echo "QEMU emulator version 8.2.0"');
    expect((await installation([path]).find())?.version).toBe('8.2.0');
  });
});

describe('the self-test of KVM', () => {
  const image = new Uint8Array(1024);

  it('passes only when the guest speaks', async () => {
    expect(await kvmBoots(await script('speaks', 'echo hello\nsleep 30'), image)).toBe(true);
    expect(await kvmBoots(await script('aborts', 'exit 134'), image)).toBe(false);
    expect(await kvmBoots(join(folder, 'missing'), image)).toBe(false);
  });

  it('gives up on a guest that hangs, and ends every process of it', async () => {
    const pidFile = join(folder, 'pid');
    const hangs = await script('hangs', `sleep 60 &\necho $! > ${pidFile}\nwait`);
    expect(await kvmBoots(hangs, image, 500)).toBe(false);
    const child = Number(await readFile(pidFile, 'utf8'));
    const state = () => readFile(`/proc/${child}/stat`, 'utf8').catch(() => '');
    await until('its child to end', async () => ['', 'Z'].includes((await state()).split(') ')[1]?.[0] ?? ''));
  });
});

describe('what the QEMU of this host can do', () => {
  const real = () => new LinuxQemuInstallation({ stateDir: join(folder, 'state'), testImage: () => image });
  const image = new Uint8Array(1024);

  it('is asked from the binary itself, and remembered beside what else is known of it', async () => {
    const first = real();
    const [found, can] = [await first.find(), await first.capabilities()];
    expect(can).toMatchObject({ version: found?.version, sandbox: found?.sandbox });
    expect(can?.machineTypes[0]).toBe(found?.machineType);
    expect(can?.machineTypes.indexOf('pc-q35-2.12')).toBeLessThan(can?.machineTypes.indexOf('pc-q35-2.9') ?? 0);
    expect(can?.devices).toEqual(expect.arrayContaining(['VGA', 'qemu-xhci', 'virtio-blk-pci', 'vfio-pci', 'nvme']));
    expect(can?.deviceProperties['vfio-pci']).toContain('x-pci-sub-vendor-id');
    expect(can?.netdevs).toContain('user');
    expect(can?.audiodevs).toContain('none');
    expect(can?.objects).toContain('memory-backend-file');
    expect(can?.chardevs).toContain('socket');
    expect(can?.options).toContain('overcommit');
    expect(can?.commands).toContain('query-cpus-fast');
    expect(can?.cpuFlags).toEqual(expect.arrayContaining(['avx2', 'hv-relaxed', 'hv-vpindex']));
    expect(can?.cpuModels).toEqual(expect.arrayContaining(['host', 'max', 'EPYC']));
    expect(can?.aio).toContain('threads');
    const memory = JSON.parse(await readFile(join(folder, 'state', 'qemu.json'), 'utf8'));
    expect(memory.can).toEqual(can);
    await writeFile(join(folder, 'state', 'qemu.json'), JSON.stringify({ ...memory, can: { ...can, aio: ['told'] } }));
    expect((await real().capabilities())?.aio).toEqual(['told']);
  });

  it('is nothing for a binary that answers nonsense, and null without one', async () => {
    const path = join(folder, 'qemu');
    expect(await installation([path]).capabilities()).toBeNull();
    await script('qemu', 'echo "{"');
    expect(await installation([path]).capabilities()).toMatchObject({
      version: 'unknown',
      machineTypes: [],
      devices: [],
      objects: [],
      aio: ['threads'],
    });
  });

  it('and whether KVM works are learned at once, and neither is forgotten', async () => {
    const qemu = real();
    await Promise.all([qemu.capabilities(), qemu.accelerator(), qemu.capabilities()]);
    const memory = JSON.parse(await readFile(join(folder, 'state', 'qemu.json'), 'utf8'));
    expect(memory.can.version).toBe(memory.version);
    expect((await qemu.knownAccelerator()).because).not.toBe('not-tested-yet');
  });
});

describe('UEFI firmware', () => {
  const MIB = 1024 * 1024;
  const SIZES = { '2M': [MIB + 1, MIB / 8], '4M': [3.5 * MIB, MIB / 2 + 1], mixed: [3.5 * MIB, MIB / 8] } as const;
  const PLAIN = ['acpi-s3'];
  const KEYS = ['secure-boot', 'enrolled-keys', 'requires-smm'];
  const describeFirmware = async (name: string, change: object, size: keyof typeof SIZES = '4M', into = folder) => {
    const file = async (suffix: string, bytes: number) => {
      const filename = join(folder, `${name}.${suffix}`);
      await writeFile(filename, '');
      await truncate(filename, bytes);
      return { filename, format: 'raw' };
    };
    const [code, vars] = SIZES[size];
    const mapping = {
      device: 'flash',
      executable: await file('code', code),
      'nvram-template': await file('vars', vars),
    };
    const targets = [{ architecture: 'x86_64', machines: ['pc-q35-*'] }];
    const descriptor = { 'interface-types': ['uefi'], mapping, targets, features: PLAIN, ...change };
    await mkdir(into, { recursive: true });
    await writeFile(join(into, `${name}.json`), JSON.stringify(descriptor));
  };
  const codes = async (...folders: readonly string[]) =>
    (await findUefiFirmwares(folders.length > 0 ? folders : [folder], [])).map(({ code }) => basename(code, '.code'));
  const pick = async (secureBoot: boolean, flash: 'auto' | '2M' | '4M') =>
    basename(chooseFirmware(await findUefiFirmwares([folder], []), { secureBoot, flash })?.code ?? 'none', '.code');

  it('is every described pair that fits a q35 machine, with its size and its keys', async () => {
    await writeFile(join(folder, '00-broken.json'), '{');
    await describeFirmware('10-keys', { features: KEYS }, '2M');
    await describeFirmware('15-setup-mode', { features: ['secure-boot', 'requires-smm'] });
    await describeFirmware('20-arm', { targets: [{ architecture: 'aarch64', machines: ['virt-*'] }] });
    await describeFirmware('30-bios', { 'interface-types': ['bios'] });
    await describeFirmware('40-plain', {});
    expect(await findUefiFirmwares([join(folder, 'nowhere'), folder], [])).toEqual([
      {
        code: join(folder, '10-keys.code'),
        varsTemplate: join(folder, '10-keys.vars'),
        flash: '2M',
        secureBoot: true,
      },
      {
        code: join(folder, '40-plain.code'),
        varsTemplate: join(folder, '40-plain.vars'),
        flash: '4M',
        secureBoot: false,
      },
    ]);
  });

  it('is the one that was asked for, 4M before 2M where both will do', async () => {
    await describeFirmware('10-small', {}, '2M');
    await describeFirmware('20-large', {}, '4M');
    await describeFirmware('30-keys', { features: KEYS }, '2M');
    expect(await pick(false, 'auto')).toBe('20-large');
    expect(await pick(false, '2M')).toBe('10-small');
    expect(await pick(true, 'auto')).toBe('30-keys');
    expect(await pick(true, '4M')).toBe('none');
  });

  it('never is code of one size with a store of the other, which would leave the screen dark for ever', async () => {
    await describeFirmware('10-mixed', {}, 'mixed');
    expect(await codes()).toEqual([]);
  });

  it('is not one whose files are gone', async () => {
    await describeFirmware('10-gone', {});
    await describeFirmware('20-there', {});
    await rm(join(folder, '10-gone.vars'));
    expect(await codes()).toEqual(['20-there']);
  });

  it('is the administrator’s where a descriptor of the same name lies in both folders', async () => {
    const own = join(folder, 'etc');
    await describeFirmware('60-edk2', {});
    await describeFirmware('70-other', {});
    await describeFirmware('60-edk2', { 'interface-types': ['bios'] }, '4M', own);
    expect(await codes(own, folder)).toEqual(['70-other']);
  });

  it('is also a well-known pair that nobody describes', async () => {
    await describeFirmware('10-described', {}, '2M');
    const known = { code: join(folder, '10-described.code'), varsTemplate: join(folder, '10-described.vars') };
    expect(await findUefiFirmwares([], [{ ...known, secureBoot: false }])).toEqual([
      { ...known, secureBoot: false, flash: '2M' },
    ]);
    expect(await findUefiFirmwares([folder], [{ ...known, secureBoot: false }])).toHaveLength(1);
  });
});
