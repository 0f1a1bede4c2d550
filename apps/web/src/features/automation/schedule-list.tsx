'use client';
import type { Automation } from '@baton/model/automation/automation';
import { scheduleWords, verbOfSchedule } from '@/features/live/schedule-words';
import { useNow } from '@/lib/now';
import { EmptyState } from '@/ui/empty-state';
import { List } from '@/ui/list';
import { Section } from '@/ui/section';
import type { ScheduleRow } from './automation-rows';
import { dueWords } from './due-words';
import { type Changing, SwitchRow } from './switch-row';

interface ScheduleListProps extends Changing<(id: string, automation: Automation) => void> {
  rows: readonly ScheduleRow[];
}

/** What is done by the clock, the next first. */
export function ScheduleList({ rows, forbidden, saving, save }: ScheduleListProps) {
  const nowMs = useNow(60_000);
  return (
    <Section title="Schedules" action={rows.length > 1 ? 'The next first' : undefined}>
      {rows.length === 0 ? (
        <EmptyState title="Nothing is scheduled">
          Add a schedule under Automation, on the Hardware page of a machine.
        </EmptyState>
      ) : (
        <List label="Schedules">
          {rows.map(({ machine, automation, at, schedule, dueAt }) => (
            <SwitchRow
              key={`${machine.id} ${at}`}
              machine={machine}
              label={`${verbOfSchedule(schedule.verb)} ${machine.name} at ${schedule.time}`}
              hint={`${scheduleWords(schedule)}. ${dueAt === null ? 'Switched off.' : `Next: ${dueWords(dueAt, nowMs)}`}`}
              on={schedule.enabled}
              disabled={forbidden || saving === machine.id}
              onSwitch={(enabled) => {
                const schedules = automation.schedules.with(at, { ...schedule, enabled });
                save(machine.id, { ...automation, schedules });
              }}
            />
          ))}
        </List>
      )}
    </Section>
  );
}
