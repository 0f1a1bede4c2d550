import { describe, expect, it } from 'vitest';
import { linuxHostFacts } from '../adapters/linux/host-facts';
import type { Accelerator, QemuInstallation } from '../ports/qemu-installation';
import { HostCheck } from './hostcheck';

function setUp({ installed = true, tested = true, gpu = true } = {}) {
  const emitted: string[] = [];
  const tests = { count: 0 };
  const kvm: Accelerator = { kind: 'kvm', because: 'works' };
  const installation: QemuInstallation = {
    find: async () => (installed ? { path: '/q', version: '7.2', machineType: 'pc-q35-7.2', sandbox: true } : null),
    knownAccelerator: async () => (tested ? kvm : { kind: 'tcg', because: 'not-tested-yet' }),
    accelerator: async () => {
      tests.count += 1;
      return kvm;
    },
    capabilities: async () => null,
    firmware: async () => null,
    firmwares: async () =>
      installed ? [{ code: '/c', varsTemplate: '/v', flash: '4M' as const, secureBoot: false }] : [],
  };
  const check = new HostCheck({
    facts: { ...linuxHostFacts(), hasProgram: async () => installed },
    installation,
    inventory: { hardware: () => Promise.reject(new Error('nobody asked')) },
    events: { emit: (kind) => void emitted.push(kind), watched: () => true },
    hasGpu: () => gpu,
    simulated: null,
    storageFolders: ['/s'],
    version: '1',
    failed: (error) => {
      throw error;
    },
  });
  return { check, emitted, tests };
}

describe('the host check', () => {
  it('tells what this host is', async () => {
    const view = await setUp().check.view();
    expect(view).toMatchObject({ qemu: { version: '7.2' }, accelerator: { because: 'works' }, problems: [] });
    expect(view.hostname.length * view.os.length * view.kernel.length * view.cpuModel.length).toBeGreaterThan(0);
    expect(view.bootedAt).toBeGreaterThan(0);
    expect(view.bootedAt).toBeLessThan(Date.now());
  });

  it('lists what is missing', async () => {
    const { problems, qemu } = await setUp({ installed: false, gpu: false }).check.view();
    expect(qemu).toBeNull();
    expect(problems.map((each) => each.code)).toEqual([
      'qemu.missing',
      'qemu-img.missing',
      'qemu.firmware-missing',
      'gpu.none',
    ]);
  });

  it('tests the accelerator once when somebody looks, and tells when that is known', async () => {
    const { check, emitted, tests } = setUp({ tested: false });
    expect((await check.view()).accelerator.because).toBe('not-tested-yet');
    await check.view();
    await new Promise((resolve) => setImmediate(resolve));
    expect([tests.count, emitted]).toEqual([1, ['host']]);
  });
});
