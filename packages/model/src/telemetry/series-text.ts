import type { TelemetrySeries } from './channels';

/** History as people take it elsewhere. Times in ISO 8601 and UTC; what was not measured is empty in CSV and null in JSON. */
export function seriesText(series: TelemetrySeries, channels: readonly string[], format: 'csv' | 'json'): string {
  if (format === 'json') return `${JSON.stringify(series, null, 1)}\n`;
  const rows = series.at.map((at, index) => {
    const values = channels.map((name) => series.channels[name]?.[index] ?? null);
    return [new Date(at).toISOString(), ...values.map((value) => (value === null ? '' : String(round(value))))];
  });
  return [['time', ...channels], ...rows].map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** The files keep single precision: its last digits are noise. */
function round(value: number): number {
  return Number(value.toPrecision(7));
}
