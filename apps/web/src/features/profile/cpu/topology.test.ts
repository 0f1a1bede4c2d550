import type { HostCpu } from '@baton/model/host/hardware';
import { cpuSectionSchema } from '@baton/model/profile/cpu';
import { describe, expect, it } from 'vitest';
import { assigned, reshaped, usageOf, wayOf } from './topology';

/** Four cores of two threads, numbered as Linux does: CPU 1 and 5 are siblings. */
const host: HostCpu = {
  vendor: 'intel',
  model: 'Xeon E3-1535M v5',
  threads: [0, 1, 2, 3, 4, 5, 6, 7].map((cpu) => ({ cpu, core: cpu % 4, socket: 0, kind: 'same' })),
};
const pinned = cpuSectionSchema.parse({
  cores: 3,
  threads: 2,
  pinning: { vcpus: [[1], [5], [2], [6], [3], [7]], emulator: [0, 4], iothreads: [0, 4] },
});

describe('the way of pinning', () => {
  it('is told from where the vCPUs are', () => {
    expect(wayOf(cpuSectionSchema.parse({}), host)).toBe('off');
    expect(wayOf(pinned, host)).toBe('auto');
    expect(wayOf({ ...pinned, pinning: pinned.pinning && assigned(pinned.pinning, 4, 5) }, host)).toBe('hand');
  });
});

describe('another number of cores', () => {
  it('is placed anew when Baton placed them', () => {
    const { pinning } = reshaped(pinned, { cores: 2 }, host);
    expect(pinning?.vcpus).toEqual([[1], [5], [2], [6]]);
    expect(pinning?.emulator).toEqual([0, 4]);
  });

  it('keeps a placement by hand, and leaves new vCPUs free', () => {
    const byHand = { ...pinned, pinning: { vcpus: [[3], [7]], emulator: [], iothreads: [] }, cores: 1 };
    expect(reshaped(byHand, { cores: 2 }, host).pinning?.vcpus).toEqual([[3], [7], [], []]);
  });

  it('keeps what it has when Baton knows no place for so many, or nothing is typed', () => {
    expect(reshaped(pinned, { cores: 4 }, host).pinning?.vcpus).toHaveLength(8);
    expect(reshaped(pinned, { cores: Number.NaN }, host).pinning).toEqual(pinned.pinning);
  });

  it('places nothing that was not placed', () => {
    expect(reshaped(cpuSectionSchema.parse({}), { cores: 2 }, host).pinning).toBeNull();
  });
});

describe('a CPU given by hand', () => {
  it('has one vCPU, which leaves the place where it was', () => {
    const pinning = assigned({ vcpus: [[1], [5]], emulator: [0], iothreads: [] }, 5, 0);
    expect(pinning.vcpus).toEqual([[5], []]);
    expect(usageOf(pinning, 5)).toEqual({ vcpus: [0], qemu: false });
    expect(usageOf(pinning, 0)).toEqual({ vcpus: [], qemu: true });
  });

  it('can be taken from all', () => {
    expect(assigned({ vcpus: [[1], [5]], emulator: [], iothreads: [] }, 5, null).vcpus).toEqual([[1], []]);
  });
});
