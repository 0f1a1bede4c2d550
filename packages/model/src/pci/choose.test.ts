import { expect, test } from 'vitest';
import { GPU, igpu, PORT, pciFunction } from '../handover/testing/laptop-facts';
import { pciAddress } from './address';
import { chooseDiscreteGpu } from './choose';
import { iommuGroups } from './group';

const quadro = pciFunction({ address: GPU });
const other = pciFunction({ address: pciAddress('0000:05:00.0') });

test('picks the display device behind a bridge', () => {
  expect(chooseDiscreteGpu([igpu, quadro])).toBe(quadro);
});

test('a host with the integrated one alone has none', () => {
  expect(chooseDiscreteGpu([igpu])).toBeNull();
});

test('prefers the one that is not the boot display, and then the wanted one', () => {
  expect(chooseDiscreteGpu([{ ...quadro, bootVga: true }, other])).toBe(other);
  expect(chooseDiscreteGpu([quadro, other], other.address)).toBe(other);
  expect(chooseDiscreteGpu([quadro], other.address)).toBe(quadro);
});

test('a group is shared once the host needs another endpoint of it', () => {
  const bridge = pciFunction({ address: PORT, classCode: 0x060400, driver: 'pcieport' });
  const ssd = pciFunction({ address: pciAddress('0000:04:00.0'), classCode: 0x010802, driver: 'nvme' });
  const verdictOf = (functions: Parameters<typeof iommuGroups>[0]) => iommuGroups(functions, GPU).map((g) => g.verdict);
  expect(verdictOf([bridge, quadro])).toEqual(['lendable']);
  expect(verdictOf([bridge, quadro, ssd])).toEqual(['shared']);
  expect(verdictOf([bridge, quadro, igpu])).toEqual(['lendable', 'other']);
});
