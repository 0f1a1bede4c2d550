import type { AlertRules } from '../alert/alert';

/** What somebody chose to be told of, and how. */
export interface AlertActivityFacts {
  'alerts.rules-changed': AlertRules;
  /** `host` of its URL: the rest of it may be secret. null = there is none any more. */
  'alerts.webhook-changed': { host: string | null };
}
