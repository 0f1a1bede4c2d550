import type { MetricsActivityFacts } from '../activity/metrics';

export const METRICS_ACTIVITY: {
  [Kind in keyof MetricsActivityFacts]: (name: string, facts: MetricsActivityFacts[Kind]) => string;
} = {
  'metrics.opened': (_, { again }) =>
    again ? 'New token for /metrics made: the earlier one opens nothing any more' : '/metrics opened for Prometheus',
  'metrics.closed': () => '/metrics closed',
};
