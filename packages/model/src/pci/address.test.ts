import { describe, expect, it } from 'vitest';
import { functionOf, isPciAddress, pciAddress, pciAddressSchema, slotOf } from './address';

describe('a PCI address', () => {
  it.each(['0000:01:00.0', '0000:00:1f.3', '10e2:ff:1f.7'])('is whole: %s', (text) => {
    expect(isPciAddress(text)).toBe(true);
    expect(pciAddressSchema.safeParse(text).success).toBe(true);
  });

  it.each([
    '01:00.0',
    '0000:01:00',
    '0000:01:00.8',
    '0000:01:20.0',
    '0000:01:00.0\n',
    ' 0000:01:00.0',
    '0000:01:00.0/..',
    '',
  ])('is refused when it is not: %j', (text) => {
    expect(isPciAddress(text)).toBe(false);
    expect(pciAddressSchema.safeParse(text).success).toBe(false);
    expect(() => pciAddress(text)).toThrow(RangeError);
  });

  it('is written in lower case, as the kernel prints it', () => {
    expect(isPciAddress('0000:0A:00.0')).toBe(false);
    expect(pciAddress('0000:0A:00.0')).toBe('0000:0a:00.0');
  });

  it('knows its slot and its function', () => {
    expect(slotOf(pciAddress('0000:01:00.1'))).toBe('0000:01:00');
    expect(functionOf(pciAddress('0000:01:00.1'))).toBe(1);
  });
});
