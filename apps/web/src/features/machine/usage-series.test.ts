import type { TelemetrySeries } from '@baton/model/telemetry/channels';
import { expect, it } from 'vitest';
import { usageSeries } from './usage-series';

const question = {
  channel: 'cpuPercent',
  range: { fromMs: 0, toMs: 100_000 },
  silence: 'Not running',
  reasonAt: () => 'Not measured',
};

function series(points: readonly (readonly [number, number | null])[], stepMs = 1000): TelemetrySeries {
  return { stepMs, at: points.map(([at]) => at), channels: { cpuPercent: points.map(([, value]) => value) } };
}

it('shows a machine that was not running as a gap with its reason, never as zero', () => {
  const found = usageSeries(
    series([
      [60_000, 40],
      [61_000, 50],
      [100_000, 60],
    ]),
    question,
  );
  expect(found.values).toEqual([null, null, 40, 50, null, null, 60]);
  expect(found.gaps).toEqual([
    { fromMs: 0, toMs: 60_000, reason: 'Not running' },
    { fromMs: 61_000, toMs: 100_000, reason: 'Not running' },
  ]);
  expect(found.latest).toBe(60);
});

it('says that it ended when it did, up to the end of the window', () => {
  const { gaps } = usageSeries(series([[0, 10]]), question);
  expect(gaps).toEqual([{ fromMs: 0, toMs: 100_000, reason: 'Not running' }]);
});

it('is one gap where nothing was ever measured', () => {
  const found = usageSeries(series([]), question);
  expect(found).toMatchObject({ values: [null, null], latest: null });
  expect(found.gaps).toEqual([{ fromMs: 0, toMs: 100_000, reason: 'Not running' }]);
});

it('does not take a machine that nobody watches, measured each ten seconds, for one that is off', () => {
  const points = Array.from({ length: 11 }, (_, index) => [index * 10_000, 1] as const);
  expect(usageSeries(series(points), question).gaps).toEqual([]);
});

it('knows that a point of a week stands for half an hour', () => {
  const points = [0, 1_800_000, 3_600_000].map((at) => [at, 1] as const);
  const range = { fromMs: 0, toMs: 3_600_000 };
  expect(usageSeries(series(points, 1_800_000), { ...question, range }).gaps).toEqual([]);
});

it('names each stretch of unknown values by its own reason, and lets two meet without overlapping', () => {
  const reasons = ['', 'Asleep', 'In the guest', ''];
  const points = series([
    [0, 1],
    [10_000, null],
    [20_000, null],
    [30_000, 5],
  ]);
  const range = { fromMs: 0, toMs: 30_000 };
  const { gaps } = usageSeries(points, { ...question, range, reasonAt: (index) => reasons[index] ?? '' });
  expect(gaps).toEqual([
    { fromMs: 0, toMs: 10_000, reason: 'Asleep' },
    { fromMs: 10_000, toMs: 30_000, reason: 'In the guest' },
  ]);
});

it('leaves out what lies before and after the window', () => {
  const range = { fromMs: 10_000, toMs: 20_000 };
  const points = [5000, 10_000, 15_000, 20_000, 25_000].map((at) => [at, at] as const);
  expect(usageSeries(series(points), { ...question, range, scale: 0.001 }).values).toEqual([10, 15, 20]);
});

it('does not say of a time without the machine what it says of the first second of it', () => {
  const points = series([
    [60_000, null],
    [61_000, 5],
    [62_000, 5],
  ]);
  const { gaps } = usageSeries(points, { ...question, range: { fromMs: 0, toMs: 62_000 } });
  expect(gaps).toEqual([
    { fromMs: 0, toMs: 59_999, reason: 'Not running' },
    { fromMs: 59_999, toMs: 61_000, reason: 'Not measured' },
  ]);
});
