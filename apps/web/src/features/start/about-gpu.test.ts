import { problem } from '@baton/model/problem';
import { expect, it } from 'vitest';
import { isAboutGpu } from './about-gpu';

it('offers a start without the GPU when the GPU is what is missing, and not when the machine itself cannot start', () => {
  expect(isAboutGpu(problem('iommu.off', {}))).toBe(true);
  expect(isAboutGpu(problem('gpu.none', {}))).toBe(true);
  expect(isAboutGpu(problem('qemu.missing', { binary: 'qemu' }))).toBe(false);
  expect(isAboutGpu(problem('memory.too-large', { wantedMiB: 2, availableMiB: 1 }))).toBe(false);
});
