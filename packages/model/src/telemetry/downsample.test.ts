import { describe, expect, it } from 'vitest';
import { gpuStateOf, gpuValues } from './channels';
import { downsample, stepFor } from './downsample';
import { NO_READINGS } from './sample';

describe('downsampling', () => {
  it('means what is known of each step, and never makes zero of the unknown', () => {
    const points = [
      { at: 0, values: [10, null] },
      { at: 500, values: [20, null] },
      { at: 1000, values: [null, 4] },
    ];
    expect(downsample(points, 1000)).toEqual([
      { at: 500, values: [15, null] },
      { at: 1000, values: [null, 4] },
    ]);
  });

  it('keeps the last of a channel that is a state', () => {
    const points = [
      { at: 0, values: [0, 1] },
      { at: 1, values: [4, 3] },
    ];
    expect(downsample(points, 1000, 0)).toEqual([{ at: 1, values: [4, 2] }]);
  });

  it('leaves a stretch without points empty', () => {
    const points = [0, 1000, 60_000].map((at) => ({ at, values: [1] }));
    expect(downsample(points, 5000).map(({ at }) => at)).toEqual([1000, 60_000]);
  });

  it('takes a round step that gives no more points than asked', () => {
    expect([stepFor(300_000, 300), stepFor(3_600_000, 400), stepFor(7 * 86_400_000, 400)]).toEqual([
      1000, 10_000, 1_800_000,
    ]);
  });
});

describe('the channel that tells who measured the GPU', () => {
  it.each([
    [{ at: 0, source: 'host', readings: NO_READINGS } as const, 'host'],
    [{ at: 0, source: 'guest', machine: 'm', readings: NO_READINGS } as const, 'guest'],
    [{ at: 0, source: 'none', reason: 'asleep' } as const, 'asleep'],
    [{ at: 0, source: 'none', reason: 'moving' } as const, 'moving'],
  ])('reads back what was written', (sample, state) => {
    expect(gpuStateOf(gpuValues(sample)[0] ?? null)).toBe(state);
  });

  it('is unknown when a later Baton wrote it', () => {
    expect([gpuStateOf(99), gpuStateOf(null)]).toEqual([null, null]);
  });
});
