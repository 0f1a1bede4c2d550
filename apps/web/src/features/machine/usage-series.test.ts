import type { TelemetryTick } from '@baton/model/telemetry/sample';
import { expect, it } from 'vitest';
import { usageSeries } from './usage-series';

const tick = (at: number, cpuPercent?: number | null) =>
  ({
    at,
    machines: cpuPercent === undefined ? [] : [{ at, machineId: 'm', cpuPercent, rssMiB: null }],
  }) as unknown as TelemetryTick;

it('shows a machine that was not running as a gap with its reason, never as zero', () => {
  const series = usageSeries([tick(0), tick(2000), tick(4000, 40), tick(6000, 50)], 'm', 'cpuPercent');
  expect(series.values).toEqual([null, null, 40, 50]);
  expect(series.gaps).toEqual([{ fromMs: 0, toMs: 4000, reason: 'Not running' }]);
  expect(series.latest).toBe(50);
});

it('does not bridge a time in which nobody watched', () => {
  const series = usageSeries([tick(0, 10), tick(60_000, 20)], 'm', 'cpuPercent');
  expect(series.values).toEqual([10, null, 20]);
  expect(series.gaps).toEqual([{ fromMs: 0, toMs: 60_000, reason: 'Not watched' }]);
});

it('says that it is not measured when the sample has no value', () => {
  const series = usageSeries([tick(0, 10), tick(2000, null)], 'm', 'cpuPercent');
  expect(series.latest).toBeNull();
  expect(series.gaps).toEqual([{ fromMs: 0, toMs: 2000, reason: 'Not measured' }]);
});

it('does not take another machine for this one', () => {
  expect(usageSeries([tick(0, 10)], 'other', 'cpuPercent').values).toEqual([null]);
});

it('lets two gaps in a row meet without overlapping', () => {
  const series = usageSeries([tick(0), tick(2000), tick(4000, null), tick(6000, 50)], 'm', 'cpuPercent');
  expect(series.gaps).toEqual([
    { fromMs: 0, toMs: 2000, reason: 'Not running' },
    { fromMs: 2000, toMs: 6000, reason: 'Not measured' },
  ]);
});
