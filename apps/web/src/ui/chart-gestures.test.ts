import { expect, it } from 'vitest';
import { longEnough, pinched } from './chart-gestures';

const HOUR = { fromMs: 0, toMs: 3_600_000 };

it('keeps the times under the fingers when they spread', () => {
  // A quarter and three quarters of the hour go to the edges.
  expect(pinched(HOUR, [0.25, 0.75], [0, 1])).toEqual({ fromMs: 900_000, toMs: 2_700_000 });
});

it('shows more when they come together, whichever finger was first', () => {
  expect(pinched(HOUR, [1, 0], [0.25, 0.75])).toEqual({ fromMs: -1_800_000, toMs: 5_400_000 });
});

it('moves along when both go the same way', () => {
  expect(pinched(HOUR, [0.2, 0.6], [0.3, 0.7])).toEqual({ fromMs: -360_000, toMs: 3_240_000 });
});

it('means nothing with the fingers on each other', () => {
  expect(pinched(HOUR, [0.5, 0.501], [0, 1])).toBeNull();
});

it('never shows less than five seconds', () => {
  expect(longEnough({ fromMs: 10_000, toMs: 10_100 })).toEqual({ fromMs: 7_550, toMs: 12_550 });
});
