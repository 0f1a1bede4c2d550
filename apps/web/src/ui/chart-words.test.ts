import { expect, it } from 'vitest';
import { clockTime, describeChart } from './chart-words';

const start = new Date(2026, 10, 23, 14, 5).getTime();
const times = [0, 60_000, 120_000].map((ms) => start + ms);

it('says the range, the extremes and why a stretch is empty', () => {
  const words = describeChart({
    timesMs: times,
    lines: [{ label: 'GPU', values: [null, 48, 81] }],
    gaps: [{ fromMs: start, toMs: start + 60_000, reason: 'Asleep (D3cold)' }],
    unit: '%',
  });
  expect(words).toContain(`From ${clockTime(start)} to ${clockTime(start + 120_000)}.`);
  expect(words).toContain('GPU: now 81 %, lowest 48, highest 81.');
  expect(words).toContain('Asleep (D3cold)');
});

it('does not call an unmeasured line zero', () => {
  const words = describeChart({
    timesMs: times,
    lines: [{ label: 'GPU', values: [null, null, null] }],
    gaps: [],
    unit: '%',
  });
  expect(words).toContain('GPU: no data.');
});

it('says so when nothing was measured', () => {
  expect(describeChart({ timesMs: [], lines: [], gaps: [], unit: '%' })).toBe('No data.');
});
