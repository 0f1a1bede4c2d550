import { problem } from '@baton/model/problem';
import { expect, it } from 'vitest';
import { hasChoices, isAboutGpu } from './about-gpu';

it('offers a start without the GPU when the GPU is what is missing, and not when the machine itself cannot start', () => {
  expect(isAboutGpu(problem('iommu.off', {}))).toBe(true);
  expect(isAboutGpu(problem('gpu.none', {}))).toBe(true);
  expect(isAboutGpu(problem('battery.refused', { percent: 12, belowPercent: null }))).toBe(true);
  expect(isAboutGpu(problem('qemu.missing', { binary: 'qemu' }))).toBe(false);
  expect(isAboutGpu(problem('memory.too-large', { wantedMiB: 2, availableMiB: 1 }))).toBe(false);
});

it('has choices where the person can clear the way, and none where only words help', () => {
  expect(hasChoices(problem('battery.refused', { percent: 12, belowPercent: 30 }))).toBe(true);
  expect(hasChoices(problem('iommu.off', {}))).toBe(false);
});
