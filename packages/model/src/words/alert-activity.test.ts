import { expect, it } from 'vitest';
import { DEFAULT_ALERT_RULES } from '../alert/alert';
import { activityWords } from './activity';

it('tells which alerts somebody chose, and where they are posted', () => {
  const { gpuHot, diskNearlyFull, machine } = DEFAULT_ALERT_RULES;
  expect(activityWords('alerts.rules-changed', 'laptop', DEFAULT_ALERT_RULES)).toBe(
    'Alerts changed: a GPU at 87 °C, less than 5 GiB free, machines in trouble',
  );
  const off = { enabled: false };
  const none = { gpuHot: { ...gpuHot, ...off }, diskNearlyFull: { ...diskNearlyFull, ...off }, machine: off };
  expect(activityWords('alerts.rules-changed', 'laptop', none)).toBe('Alerts turned off');
  expect(activityWords('alerts.rules-changed', 'laptop', { ...none, machine })).toBe(
    'Alerts changed: machines in trouble',
  );
  expect(activityWords('alerts.webhook-changed', 'laptop', { host: 'ntfy.sh' })).toBe('Alerts are posted to ntfy.sh');
  expect(activityWords('alerts.webhook-changed', 'laptop', { host: null })).toBe('Webhook removed');
});
