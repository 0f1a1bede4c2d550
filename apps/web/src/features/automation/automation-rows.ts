import type { AutomationView } from '@baton/api/live/automation';
import type { MachineView } from '@baton/api/views';
import type { Automation, Schedule } from '@baton/model/automation/automation';

type Named = Pick<MachineView, 'id' | 'name'>;

/** What is kept of a machine; a change writes all of it. */
interface Kept {
  readonly machine: Named;
  readonly automation: Automation;
}

export interface StartRow extends Kept {
  /** Which one it is, from 1; null = it was switched off a moment ago. */
  readonly turn: number | null;
  /** Seconds until the next one; null = it is the last. */
  readonly waitS: number | null;
}

export interface ScheduleRow extends Kept {
  /** Its place among the machine's. */
  readonly at: number;
  readonly schedule: Schedule;
  /** Milliseconds since the epoch; null = switched off. */
  readonly dueAt: number | null;
}

export interface WaitRow {
  readonly machine: Named;
  readonly after: Named;
}

const NOTHING: Automation = { autostart: { enabled: false, order: 0, delayS: 0 }, schedules: [] };

/**
 * Who starts with the host, as the agent does it: by place, and in the list's order where places are the same.
 * @param machines in the list's order
 * @param keep ids of those that stay in sight though they do not start any more: what was switched off is switched on again here
 */
export function startRows(
  machines: readonly Named[],
  views: readonly AutomationView[],
  keep: ReadonlySet<string>,
): readonly StartRow[] {
  const found = kept(machines, views)
    .filter(({ machine, automation }) => automation.autostart.enabled || keep.has(machine.id))
    .sort((a, b) => a.automation.autostart.order - b.automation.autostart.order);
  const starting = found.filter(({ automation }) => automation.autostart.enabled);
  return found.map((row) => {
    const index = starting.indexOf(row);
    const hasNext = index >= 0 && index < starting.length - 1;
    return { ...row, turn: index < 0 ? null : index + 1, waitS: hasNext ? row.automation.autostart.delayS : null };
  });
}

/** All schedules, the next first; those that are switched off come last. */
export function scheduleRows(machines: readonly Named[], views: readonly AutomationView[]): readonly ScheduleRow[] {
  const dueAt = new Map(views.map((view) => [view.machineId, view.dueAt]));
  return kept(machines, views)
    .flatMap((row) =>
      row.automation.schedules.map((schedule, at) => ({
        ...row,
        ...{ at, schedule, dueAt: dueAt.get(row.machine.id)?.[at] ?? null },
      })),
    )
    .sort((a, b) => (a.dueAt ?? Number.POSITIVE_INFINITY) - (b.dueAt ?? Number.POSITIVE_INFINITY) || 0);
}

/** Who starts when which other one has stopped. */
export function waitRows(machines: readonly Named[], views: readonly AutomationView[]): readonly WaitRow[] {
  const after = new Map(views.map((view) => [view.machineId, view.startsAfter]));
  return machines.flatMap((machine) => {
    const other = after.get(machine.id);
    return other ? [{ machine, after: other }] : [];
  });
}

function kept(machines: readonly Named[], views: readonly AutomationView[]): readonly Kept[] {
  const known = new Map(views.map((view) => [view.machineId, view]));
  return machines.map((machine) => {
    const { autostart, schedules } = known.get(machine.id) ?? NOTHING;
    return { machine, automation: { autostart, schedules: [...schedules] } };
  });
}
