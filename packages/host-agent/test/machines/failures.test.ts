import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { QemuCapabilities } from '@baton/model/qemu/capabilities';
import { afterEach, describe, expect, it } from 'vitest';
import type { FoundQemu, QemuInstallation, UefiFirmware } from '../../src/ports/qemu-installation';
import { ACTOR, type House, openHouse } from './house';

let house: House;
afterEach(async () => {
  await house.close();
  expect(house.defects).toEqual([]);
});

const start = async (id: string) =>
  house.operation((await house.machines.start(id, { gpu: 'as-profile' }, ACTOR)).operationId);

/** A binary that is never asked for more than a start needs. */
const CAN: QemuCapabilities = {
  ...{
    version: '7.2.0',
    machineTypes: ['pc-q35-7.2'],
    deprecatedMachineTypes: [],
    deviceProperties: {},
    sandbox: false,
  },
  ...{ cpuModels: [], devices: [], netdevs: [], audiodevs: [], objects: [], chardevs: [] },
  ...{ options: [], commands: [], cpuFlags: [], aio: [] },
};

const installed = (found: FoundQemu | null): { installation: QemuInstallation } => ({
  installation: {
    find: async () => found,
    capabilities: async () => (found ? CAN : null),
    firmware: async () => null,
    firmwares: async () => [],
    accelerator: async () => ({ kind: 'tcg', because: 'no-device' }),
    knownAccelerator: async () => ({ kind: 'tcg', because: 'no-device' }),
  },
});
const qemuAt = (path: string): FoundQemu => ({ path, version: '7.2.0', machineType: 'q35', sandbox: false });

describe('a start that fails', () => {
  it('shows QEMU’s own words and what they mean, and gives the GPU back', async () => {
    house = await openHouse();
    const profile = await house.profiles.get('demo');
    const path = profile.definition.disks[0]?.source.path ?? '';
    const node = JSON.stringify({ driver: 'raw', 'node-name': 'd', file: { driver: 'file', filename: path } });
    const drive = JSON.stringify({ driver: 'ide-hd', bus: 'ide.0', drive: 'd' });
    const machine = ['-nodefaults', '-display', 'none', '-machine', 'q35', '-S', '-qmp', 'stdio'];
    const other = spawn('qemu-system-x86_64', [...machine, '-blockdev', node, '-device', drive]);
    await once(other.stdout, 'data');
    try {
      const operation = await start('demo');
      expect(operation).toMatchObject({
        state: 'undone',
        problem: { code: 'machine.start-failed', facts: { name: 'demo', hint: 'image-locked' } },
      });
      expect(JSON.stringify(operation.problem)).toContain('Failed to get');
      expect(await house.state('demo')).toMatchObject({
        kind: 'stopped',
        last: { cause: 'start-failed', exitCode: 1 },
      });
      expect(house.lender.returns).toEqual(['host']);
    } finally {
      other.kill('SIGKILL');
      await once(other, 'exit');
    }
    expect(await start('demo')).toMatchObject({ state: 'succeeded' });
  });

  it('says that QEMU is missing, before anything is touched', async () => {
    house = await openHouse(installed(null));
    expect(await start('demo')).toMatchObject({ state: 'failed', problem: { code: 'qemu.missing' } });
    expect(await house.state('demo')).toEqual({ kind: 'stopped' });
    expect(house.lender.leaseHolder()).toBeNull();
  });

  it('says that QEMU is missing when it went away after it was found', async () => {
    house = await openHouse(installed(qemuAt('/nonexistent/qemu')));
    expect(await start('demo')).toMatchObject({ state: 'undone', problem: { code: 'qemu.missing' } });
    expect(await house.state('demo')).toEqual({ kind: 'stopped' });
  });

  it('says that QEMU ended at once', async () => {
    house = await openHouse(installed(qemuAt('/bin/false')));
    expect(await start('demo')).toMatchObject({
      problem: { code: 'machine.start-failed', facts: { hint: 'exited-at-once', words: '' } },
    });
  });

  it('tells the words of a QEMU that talks and goes', async () => {
    const script = join('/tmp', `bm-qemu-${process.pid}`);
    await writeFile(script, '#!/bin/sh\necho "qemu: cannot set up guest memory: Cannot allocate memory" >&2\nexit 1\n');
    await chmod(script, 0o700);
    house = await openHouse(installed(qemuAt(script)));
    expect(await start('demo')).toMatchObject({
      problem: { code: 'machine.start-failed', facts: { hint: 'out-of-memory' } },
    });
    await rm(script);
  });

  it('refuses more memory than is free', async () => {
    house = await openHouse({
      ...installed(qemuAt('/bin/false')),
      capacity: { cpus: 2, cpuVendor: 'other', memory: async () => ({ totalMiB: 8192, availableMiB: 300 }) },
    });
    expect(await start('demo')).toMatchObject({
      state: 'failed',
      problem: { code: 'memory.too-large', facts: { wantedMiB: 64, availableMiB: 44 } },
    });
  });

  it('refuses firmware that went away after the profile was made', async () => {
    let firmware: UefiFirmware | null = {
      code: '/nowhere/code.fd',
      varsTemplate: '/nowhere/vars.fd',
      flash: '4M',
      secureBoot: false,
    };
    const { installation } = installed(qemuAt('/bin/false'));
    house = await openHouse({ installation: { ...installation, firmware: async () => firmware } });
    const id = await house.demoProfile('uefi', { machine: { firmware: { kind: 'uefi' } } });
    firmware = null;
    expect(await start(id)).toMatchObject({ state: 'failed', problem: { code: 'qemu.firmware-kind-missing' } });
  });

  it('refuses a disk that is gone', async () => {
    house = await openHouse();
    const id = await house.demoProfile('one');
    await rm((await house.profiles.get(id)).definition.disks[0]?.source.path ?? '');
    expect(await start(id)).toMatchObject({ state: 'failed', problem: { code: 'storage.missing' } });
  });

  it('refuses the disk of another running machine, whatever name it goes by', async () => {
    house = await openHouse();
    const images = join(house.stateDir, 'storage', 'images');
    const [own, link] = [join(images, 'own.img'), join(images, 'link.img')];
    await writeFile(own, '');
    await symlink(own, link);
    const first = await house.demoProfile('one');
    const second = await house.demoProfile('two', {
      disks: [{ source: { kind: 'file', path: link, format: 'raw' }, bus: 'sata' }],
    });
    await start(first);
    await rm(link);
    await symlink(join(images, 'one.img'), link);
    expect(await start(second)).toMatchObject({
      state: 'failed',
      problem: { code: 'storage.in-use', facts: { by: 'one' } },
    });
  });
});
