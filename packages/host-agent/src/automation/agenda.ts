import type { Automation, Schedule } from '@baton/model/automation/automation';
import { lastDue, nextDue, type ZoneOffset } from '@baton/model/automation/next-due';

/** A schedule of a machine, and a moment at which it is due. */
export interface Due {
  readonly machineId: string;
  readonly schedule: Schedule;
  readonly at: number;
}

type Book = Iterable<readonly [string, Automation]>;

/** What came due after `sinceMs` and up to `nowMs`, the earliest first: of each schedule the last time alone. */
export function cameDue(book: Book, span: { sinceMs: number; nowMs: number }, offset: ZoneOffset): readonly Due[] {
  return enabled(book)
    .map((entry) => ({ ...entry, at: lastDue(entry.schedule, span.nowMs, offset) }))
    .filter(({ at }) => at > span.sinceMs)
    .sort((a, b) => a.at - b.at);
}

/** The nearest that comes due after `nowMs`; null = there is none. */
export function nearest(book: Book, nowMs: number, offset: ZoneOffset): Due | null {
  const [first] = enabled(book)
    .map((entry) => ({ ...entry, at: nextDue(entry.schedule, nowMs, offset) }))
    .sort((a, b) => a.at - b.at);
  return first ?? null;
}

function enabled(book: Book): readonly Omit<Due, 'at'>[] {
  return [...book].flatMap(([machineId, { schedules }]) =>
    schedules.filter(({ enabled }) => enabled).map((schedule) => ({ machineId, schedule })),
  );
}
