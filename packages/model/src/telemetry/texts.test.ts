import { expect, it } from 'vitest';
import { metricsText } from './prometheus';
import { seriesText } from './series-text';

it("writes Prometheus' text with names of machines escaped, and leaves the unknown out", () => {
  const text = metricsText([
    {
      name: 'baton_machine_cpu_seconds_total',
      kind: 'counter',
      help: 'CPU time of the process.',
      values: [
        { labels: { machine: 'my "best"\n\\one' }, value: 1.5 },
        { labels: { machine: 'b' }, value: null },
      ],
    },
    { name: 'baton_gpu_temperature_celsius', kind: 'gauge', help: 'Nobody measures it.', values: [{ value: null }] },
  ]);
  expect(text).toBe(`# HELP baton_machine_cpu_seconds_total CPU time of the process.
# TYPE baton_machine_cpu_seconds_total counter
baton_machine_cpu_seconds_total{machine="my \\"best\\"\\n\\\\one"} 1.5
`);
});

const SERIES = { stepMs: 1000, at: [0, 1000], channels: { cpuPercent: [12.3, null], rssMiB: [0, 4096] } };

it('writes history as CSV with a row for each point, the unknown empty', () => {
  expect(seriesText(SERIES, ['cpuPercent', 'rssMiB'], 'csv')).toBe(
    'time,cpuPercent,rssMiB\r\n1970-01-01T00:00:00.000Z,12.3,0\r\n1970-01-01T00:00:01.000Z,,4096\r\n',
  );
});

it('writes history as JSON that reads back as it was', () => {
  expect(JSON.parse(seriesText(SERIES, ['cpuPercent', 'rssMiB'], 'json'))).toEqual(SERIES);
});
