import { randomUUID } from 'node:crypto';
import type { Database } from '@baton/db';
import { linuxFreeSpace } from '../adapters/linux/free-space';
import { hostZone } from '../adapters/linux/host-zone';
import { linuxWebhook } from '../adapters/linux/webhook';
import { Alerts } from '../alerts/alerts';
import { createAutomation, type RunningAutomation } from '../automation/create-automation';
import type { AgentConfig } from '../config';
import type { StreamEventHub } from '../events/event-hub';
import type { Machines } from '../machines/machines';
import type { Activity } from '../operations/activity';
import type { Clock } from '../ports/clock';
import type { ChosenHost } from './host';
import type { Instruments } from './instruments';

export interface ByItselfParts {
  readonly config: Pick<AgentConfig, 'storageFolders'>;
  readonly host: Pick<ChosenHost, 'hardware'>;
  readonly hostname: string;
  readonly clock: Clock;
  readonly database: Pick<Database, 'settings' | 'automations'>;
  readonly events: StreamEventHub;
  readonly activity: Activity;
  readonly machines: Machines;
  readonly instruments: Pick<Instruments, 'telemetry'>;
  readonly failed: (error: unknown) => void;
}

/** What Baton does without being asked at that moment: it tells when somebody should look, and starts and stops machines. */
export function createByItself(parts: ByItselfParts): {
  readonly alerts: Alerts;
  readonly automation: RunningAutomation;
} {
  const { config, host, clock, database, events, activity, machines, failed } = parts;
  const { settings, automations } = database;
  const alerts = new Alerts({
    ...{ settings, clock, events, activity, failed },
    storageFolders: config.storageFolders,
    newId: randomUUID,
    hostname: parts.hostname,
    sender: linuxWebhook(),
    space: linuxFreeSpace,
    machines: () => machines.states(),
  });
  parts.instruments.telemetry.onTick((tick) => alerts.heard(tick));
  const automation = createAutomation({
    ...{ settings, automations, clock, activity, failed },
    machines: machines.machines,
    life: machines.life,
    bootId: () => host.hardware.bootId(),
    offset: hostZone,
    sleep: host.hardware.sleep,
    hub: events,
  });
  return { alerts, automation };
}
