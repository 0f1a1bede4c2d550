import { expect, it } from 'vitest';
import { concernsGpu, kernelRecord } from './kernel-lines';

it('reads a record of the kernel', () => {
  expect(kernelRecord('4,1033,7200123456,-;NVRM: GPU 0000:01:00.0: RmInitAdapter failed!')).toEqual({
    level: 4,
    sequence: 1033,
    sinceBootMs: 7_200_123,
    text: 'NVRM: GPU 0000:01:00.0: RmInitAdapter failed!',
  });
  expect(kernelRecord('30,7,1,c;caf\\xe9')).toMatchObject({ level: 6, text: 'café' });
});

it('takes what continues a record for none', () => {
  expect(kernelRecord(' SUBSYSTEM=pci')).toBeNull();
  expect(kernelRecord('')).toBeNull();
});

it.each([
  ['vfio-pci 0000:01:00.0: vgaarb: VGA decodes changed', true],
  ['nvidia-modeset: Loading NVIDIA Kernel Mode Setting Driver', true],
  ['pcieport 0000:00:01.0: AER: Correctable error received', true],
  ['pci 0000:01:00.1: D0 power state depends on 0000:01:00.0', true],
  ['usb 1-2: new high-speed USB device', false],
  ['EXT4-fs (nvme0n1p2): mounted filesystem', false],
] as const)('%j concerns the GPU: %s', (text, concerns) => {
  expect(concernsGpu(text, ['0000:01:00.0'])).toBe(concerns);
});
