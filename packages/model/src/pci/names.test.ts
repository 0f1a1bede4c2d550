import { expect, it } from 'vitest';
import { productName } from './names';

it('takes the name on the box from the brackets of pci.ids', () => {
  expect(productName('GP104GLM [Quadro P5000 Mobile]')).toBe('Quadro P5000 Mobile');
  expect(productName('NVIDIA GA104M [GeForce RTX 3070 Mobile / Max-Q] ')).toBe('GeForce RTX 3070 Mobile / Max-Q');
});

it('takes the last brackets: earlier ones name the vendor', () => {
  expect(productName('Advanced Micro Devices, Inc. [AMD/ATI] Navi 23 [Radeon RX 6600M]')).toBe('Radeon RX 6600M');
});

it('keeps a name that has no brackets at its end', () => {
  expect(productName('GP104 High Definition Audio Controller')).toBe('GP104 High Definition Audio Controller');
  expect(productName('Navi [odd] 23')).toBe('Navi [odd] 23');
  expect(productName('Empty []')).toBe('Empty []');
  expect(productName('')).toBe('');
});
