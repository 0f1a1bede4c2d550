/** The door for Prometheus. Its token is kept nowhere, and not told. */
export interface MetricsActivityFacts {
  /** `again`: it was open, and its earlier token opens nothing any more. */
  'metrics.opened': { again: boolean };
  'metrics.closed': Record<string, never>;
}
