import type { AlertActivityFacts } from '../activity/alerts';

export const ALERT_ACTIVITY: {
  [Kind in keyof AlertActivityFacts]: (name: string, facts: AlertActivityFacts[Kind]) => string;
} = {
  'alerts.rules-changed': (_, { gpuHot, diskNearlyFull, machine }) => {
    const wanted = [
      gpuHot.enabled ? `a GPU at ${gpuHot.celsius} °C` : '',
      diskNearlyFull.enabled ? `less than ${diskNearlyFull.freeGiB} GiB free` : '',
      machine.enabled ? 'machines in trouble' : '',
    ].filter(Boolean);
    return wanted.length > 0 ? `Alerts changed: ${wanted.join(', ')}` : 'Alerts turned off';
  },
  'alerts.webhook-changed': (_, { host }) => (host === null ? 'Webhook removed' : `Alerts are posted to ${host}`),
};
