import type { AutomationView } from '@baton/api/live/automation';
import type { Schedule } from '@baton/model/automation/automation';

/** 1 = Monday ... 7 = Sunday, as a schedule counts them. */
export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

export function verbOfSchedule(verb: Schedule['verb']): string {
  return verb === 'start' ? 'Start' : 'Shut down';
}

/** “Every day”, “Mon to Fri”, “Mon, Wed”. */
export function scheduleWords({ weekdays }: Pick<Schedule, 'weekdays'>): string {
  const days = [...new Set(weekdays)].sort((a, b) => a - b);
  const [first, last] = [days[0] ?? 1, days.at(-1) ?? 1];
  if (days.length === WEEKDAYS.length) return 'Every day';
  const inRow = last - first === days.length - 1;
  if (inRow && days.length > 2) return `${WEEKDAYS[first - 1]} to ${WEEKDAYS[last - 1]}`;
  return days.map((day) => WEEKDAYS[day - 1]).join(', ');
}

/** What comes next by itself: “Starts Mon 07:30”. In this browser's time zone. */
export function comingWords({ nextAt, nextVerb }: Pick<AutomationView, 'nextAt' | 'nextVerb'>): string | undefined {
  if (nextAt === null || nextVerb === null) return undefined;
  const when = new Date(nextAt).toLocaleString(undefined, {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return `${nextVerb === 'start' ? 'Starts' : 'Shuts down'} ${when}`;
}
