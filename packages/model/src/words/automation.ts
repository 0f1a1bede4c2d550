import type { AutomationActivityFacts, AutomationCause } from '../activity/automation';
import type { Schedule } from '../automation/automation';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** @param weekday 1 = Monday ... 7 = Sunday */
export function weekdayWords(weekday: number): string {
  return WEEKDAYS[weekday - 1] ?? '';
}

/** `every day`, `Monday to Friday`, `Saturday, Sunday`. */
export function weekdaysWords(weekdays: readonly number[]): string {
  const days = [...new Set(weekdays)].sort((a, b) => a - b);
  if (days.length === 7) return 'every day';
  if (days.join('') === '12345') return 'Monday to Friday';
  return days.map(weekdayWords).join(', ');
}

/** `Starts Monday to Friday at 07:30`. */
export function scheduleWords({ verb, weekdays, time }: Pick<Schedule, 'verb' | 'weekdays' | 'time'>): string {
  return `${verb === 'start' ? 'Starts' : 'Shuts down'} ${weekdaysWords(weekdays)} at ${time}`;
}

const CAUSE_WORDS: Readonly<Record<AutomationCause, (after?: string) => string>> = {
  autostart: () => 'when the host started',
  schedule: () => 'by its schedule',
  after: (after) => (after ? `because ${after} stopped` : 'because the machine it waited for stopped'),
};

export const AUTOMATION_ACTIVITY: {
  [Kind in keyof AutomationActivityFacts]: (name: string, facts: AutomationActivityFacts[Kind]) => string;
} = {
  'automation.changed': (name) => `What ${name} does by itself was changed`,
  'automation.asked': (name, { verb, cause, after }) =>
    `${name} ${verb === 'start' ? 'started' : 'asked to shut down'} ${CAUSE_WORDS[cause](after)}`,
  'automation.refused': (name, { verb, cause, words }) =>
    `${name} should have ${verb === 'start' ? 'started' : 'shut down'} ${CAUSE_WORDS[cause]()}, and could not: ${words}`,
  'automation.missed': (name, { verb, weekday, time }) =>
    `${name} was not ${verb === 'start' ? 'started' : 'shut down'} on ${weekdayWords(weekday)} at ${time}: the host slept, or Baton did not run`,
  'automation.queued': (name, { after }) => `${name} starts when ${after} stops`,
  'automation.unqueued': (name, { after }) => `${name} no longer waits for ${after} to stop`,
  'automation.dropped': (name, { after }) => `${name} no longer waits: ${after} did not come up`,
};
