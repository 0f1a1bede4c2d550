import type { Schedule } from './automation';

/** The zone of a host as a rule: what is added to UTC to get its wall clock at that moment. Milliseconds. */
export type ZoneOffset = (atMs: number) => number;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A week, and a day on each side for zones and for a day that the clock left out. */
const DAYS_AROUND = 9;

/** When it comes due after `nowMs`, milliseconds since the epoch. Each day of the schedule is one moment: see `momentOf`. */
export function nextDue(schedule: Pick<Schedule, 'weekdays' | 'time'>, nowMs: number, offset: ZoneOffset): number {
  const later = moments(schedule, nowMs, offset).filter((moment) => moment > nowMs);
  return Math.min(...later);
}

/** When it last came due, `nowMs` included. */
export function lastDue(schedule: Pick<Schedule, 'weekdays' | 'time'>, nowMs: number, offset: ZoneOffset): number {
  const past = moments(schedule, nowMs, offset).filter((moment) => moment <= nowMs);
  return Math.max(...past);
}

function moments({ weekdays, time }: Pick<Schedule, 'weekdays' | 'time'>, nowMs: number, offset: ZoneOffset): number[] {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const today = Math.floor((nowMs + offset(nowMs)) / DAY_MS);
  const days = Array.from({ length: 2 * DAYS_AROUND + 1 }, (_, index) => today - DAYS_AROUND + index);
  return days
    .filter((day) => weekdays.includes(weekdayOf(day)))
    .map((day) => momentOf(day * DAY_MS + (hours * 60 + minutes) * MINUTE_MS, offset));
}

/** ISO 8601 weekday of a day since 1970-01-01, which was a Thursday. */
function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/**
 * The moment at which the wall clock shows `wallMs`. Where clocks were put back it is shown twice: the first one counts. Where
 * they were put forward it is never shown: the first minute after the gap counts.
 */
function momentOf(wallMs: number, offset: ZoneOffset): number {
  const before = offset(wallMs - DAY_MS);
  const after = offset(wallMs + DAY_MS);
  const shown = [wallMs - before, wallMs - after].filter((moment) => moment + offset(moment) === wallMs);
  return shown.length > 0 ? Math.min(...shown) : firstWith(after, [wallMs - after, wallMs - before], offset);
}

/** The minute at which the zone changes to `wanted` between two moments. */
function firstWith(wanted: number, [from, to]: readonly [number, number], offset: ZoneOffset): number {
  let early = Math.floor(from / MINUTE_MS);
  let late = Math.ceil(to / MINUTE_MS);
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (offset(middle * MINUTE_MS) === wanted) late = middle;
    else early = middle;
  }
  return late * MINUTE_MS;
}
