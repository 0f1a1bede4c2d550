import type { AutomationService, AutomationView } from '@baton/api/live/automation';
import type { MachineService } from '@baton/api/services';
import { type Automation, NO_AUTOMATION } from '@baton/model/automation/automation';
import { nextDue, type ZoneOffset } from '@baton/model/automation/next-due';
import { fail } from '@baton/model/problem';
import type { EventHub } from '../events/hub';
import type { Activity } from '../operations/activity';
import { nearest } from './agenda';
import type { AutomationBook } from './book';
import type { StartQueue } from './queue';
import type { Scheduler } from './scheduler';

export interface AutomationServiceDeps {
  readonly book: AutomationBook;
  readonly queue: StartQueue;
  readonly scheduler: Pick<Scheduler, 'upToNow' | 'replan'>;
  readonly machines: Pick<MachineService, 'view'>;
  readonly activity: Activity;
  readonly hub: Pick<EventHub, 'emit'>;
  readonly now: () => number;
  readonly offset: ZoneOffset;
}

export function createAutomationService(deps: AutomationServiceDeps): AutomationService {
  const { book, queue, scheduler, machines, activity, hub, now, offset } = deps;

  const viewOf = (machineId: string, automation: Automation): AutomationView => {
    const at = now();
    const next = nearest([[machineId, automation]], at, offset);
    return {
      ...automation,
      machineId,
      nextAt: next?.at ?? null,
      nextVerb: next?.schedule.verb ?? null,
      dueAt: automation.schedules.map((each) => (each.enabled ? nextDue(each, at, offset) : null)),
      startsAfter: queue.afterOf(machineId),
    };
  };

  return {
    async list() {
      const kept = await book.all();
      const ids = new Set([...kept.keys(), ...queue.waiting()]);
      return [...ids].map((id) => viewOf(id, kept.get(id) ?? NO_AUTOMATION));
    },

    async view(machineId) {
      await machines.view(machineId);
      return viewOf(machineId, (await book.all()).get(machineId) ?? NO_AUTOMATION);
    },

    async set(machineId, wanted, actor) {
      const { name } = await machines.view(machineId);
      const automation = tidy(wanted);
      // Or a schedule for a minute ago would come due at once.
      await scheduler.upToNow();
      if (!(await book.set(machineId, doesNothing(automation) ? null : automation))) {
        fail('machine.not-found', { id: machineId });
      }
      scheduler.replan();
      activity.record('automation.changed', { kind: 'machine', id: machineId, name }, actor);
      hub.emit('machine', machineId);
      return viewOf(machineId, automation);
    },

    async startAfter(machineId, afterId, actor) {
      const machine = await machines.view(machineId);
      if (afterId === null) return queue.take(machineId, actor);
      const after = await machines.view(afterId);
      queue.put({ id: machine.id, name: machine.name }, { id: after.id, name: after.name }, actor);
    },
  };
}

function tidy({ autostart, schedules }: Automation): Automation {
  const days = (weekdays: readonly number[]) => [...new Set(weekdays)].sort((a, b) => a - b);
  return { autostart, schedules: schedules.map((each) => ({ ...each, weekdays: days(each.weekdays) })) };
}

function doesNothing(automation: Automation): boolean {
  return JSON.stringify(automation) === JSON.stringify(NO_AUTOMATION);
}
