import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kvmBoots } from '../../src/adapters/linux/kvm-self-test';
import { LinuxQemuInstallation } from '../../src/adapters/linux/qemu-installation';
import { findUefiFirmware } from '../../src/adapters/linux/uefi-firmware';
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

describe('UEFI firmware', () => {
  const describeFirmware = async (name: string, change: object) => {
    const file = async (suffix: string) => {
      const filename = join(folder, `${name}.${suffix}`);
      await writeFile(filename, '');
      return { filename, format: 'raw' };
    };
    const mapping = { device: 'flash', executable: await file('code'), 'nvram-template': await file('vars') };
    const targets = [{ architecture: 'x86_64', machines: ['pc-q35-*'] }];
    const descriptor = { 'interface-types': ['uefi'], mapping, targets, features: ['acpi-s3'], ...change };
    await writeFile(join(folder, `${name}.json`), JSON.stringify(descriptor));
  };

  it('is the first described pair that fits a plain q35 machine', async () => {
    await writeFile(join(folder, '00-broken.json'), '{');
    await describeFirmware('10-keys', { features: ['secure-boot', 'enrolled-keys', 'requires-smm'] });
    await describeFirmware('20-arm', { targets: [{ architecture: 'aarch64', machines: ['virt-*'] }] });
    await describeFirmware('30-bios', { 'interface-types': ['bios'] });
    await describeFirmware('40-plain', {});
    await describeFirmware('50-later', {});
    expect(await findUefiFirmware([join(folder, 'nowhere'), folder])).toEqual({
      code: join(folder, '40-plain.code'),
      varsTemplate: join(folder, '40-plain.vars'),
    });
  });

  it('is not one whose files are gone', async () => {
    await describeFirmware('10-gone', {});
    await describeFirmware('20-there', {});
    await rm(join(folder, '10-gone.vars'));
    expect((await findUefiFirmware([folder]))?.code).toBe(join(folder, '20-there.code'));
  });
});
