/** One number with what tells it from the others of its family. */
export interface MetricValue {
  readonly labels?: Readonly<Record<string, string>>;
  /** null = not measured: the line is left out, which Prometheus shows as a gap. */
  readonly value: number | null;
}

export interface Metric {
  /** In base units, ending in them: `_seconds_total`, `_bytes`, `_celsius`, `_ratio`. */
  readonly name: string;
  readonly kind: 'gauge' | 'counter';
  readonly help: string;
  readonly values: readonly MetricValue[];
}

export const METRICS_MEDIA_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Prometheus' text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats). A family without numbers is left out. */
export function metricsText(metrics: readonly Metric[]): string {
  return metrics.map(familyText).join('');
}

function familyText({ name, kind, help, values }: Metric): string {
  const lines = values.flatMap(({ labels = {}, value }) =>
    value === null || !Number.isFinite(value) ? [] : [`${name}${labelText(labels)} ${value}\n`],
  );
  if (lines.length === 0) return '';
  return `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}\n# TYPE ${name} ${kind}\n${lines.join('')}`;
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
