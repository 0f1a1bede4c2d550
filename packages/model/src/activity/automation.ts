import type { Schedule } from '../automation/automation';

type Nothing = Record<string, never>;

/** What made a machine start or stop without anybody asking at that moment. */
export type AutomationCause = 'autostart' | 'schedule' | 'after';

/** What machines did by themselves, or should have done. */
export interface AutomationActivityFacts {
  'automation.changed': Nothing;
  /** `after`: the machine it waited for. */
  'automation.asked': { verb: Schedule['verb']; cause: AutomationCause; after?: string };
  /** It could not even be begun. `words`: why, in sentences. */
  'automation.refused': { verb: Schedule['verb']; cause: AutomationCause; words: string };
  /** The host slept, or Baton did not run. `weekday` as in a schedule. */
  'automation.missed': { verb: Schedule['verb']; weekday: number; time: string };
  'automation.queued': { after: string };
  'automation.unqueued': { after: string };
  /** What it waited for never came up, so it did not stop either. */
  'automation.dropped': { after: string };
}
