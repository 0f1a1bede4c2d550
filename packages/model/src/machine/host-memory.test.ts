import { describe, expect, it } from 'vitest';
import { fitsHost, hostReserveMiB, spareMiB } from './host-memory';

describe('host memory', () => {
  it('keeps at least 256 MiB and at most 1.5 GiB for the host', () => {
    expect([16, 1024, 4096, 65536].map(hostReserveMiB)).toEqual([256, 256, 1024, 1536]);
  });

  it('lets a machine have all but the reserve, and never promises less than nothing', () => {
    expect(fitsHost(768, 1024)).toBe(true);
    expect(fitsHost(769, 1024)).toBe(false);
    expect(spareMiB(64, 100)).toBe(0);
  });
});
