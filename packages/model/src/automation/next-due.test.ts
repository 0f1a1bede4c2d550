import { describe, expect, it } from 'vitest';
import { lastDue, nextDue, type ZoneOffset } from './next-due';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** The real rules of a zone, from the tables that come with Node. */
function zone(timeZone: string): ZoneOffset {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  return (atMs) => {
    const parts = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day, hour, minute, second } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(atMs / 1000) * 1000;
  };
}

const berlin = zone('Europe/Berlin');
const due = (time: string, weekdays: number[], now: string, offset = berlin) =>
  new Date(nextDue({ time, weekdays }, Date.parse(now), offset)).toISOString();

function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

describe('when a schedule comes due', () => {
  it('is today while its time lies ahead, and its next weekday once it has come', () => {
    expect(due('07:30', [1], '2026-11-23T06:00:00Z')).toBe('2026-11-23T06:30:00.000Z');
    expect(due('07:30', [1], '2026-11-23T06:30:00Z')).toBe('2026-11-30T06:30:00.000Z');
    expect(due('07:30', [1, 6], '2026-11-23T06:30:00Z')).toBe('2026-11-28T06:30:00.000Z');
  });

  it('is the first minute after the gap on the day on which its time does not exist', () => {
    expect(due('02:30', EVERY_DAY, '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:00:00.000Z');
    expect(due('02:00', EVERY_DAY, '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:00:00.000Z');
    expect(due('03:00', EVERY_DAY, '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:00:00.000Z');
    expect(due('01:59', EVERY_DAY, '2026-03-28T12:00:00Z')).toBe('2026-03-29T00:59:00.000Z');
  });

  it('is the first of both on the day on which its time exists twice, and not the second', () => {
    expect(due('02:30', EVERY_DAY, '2026-10-24T12:00:00Z')).toBe('2026-10-25T00:30:00.000Z');
    expect(due('02:30', EVERY_DAY, '2026-10-25T00:30:00Z')).toBe('2026-10-26T01:30:00.000Z');
  });

  it('is the beginning of the next day where a whole day was left out', () => {
    const samoa = zone('Pacific/Apia');
    expect(due('12:00', [5], '2011-12-30T09:00:00Z', samoa)).toBe('2011-12-30T10:00:00.000Z');
  });

  it.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns', 'UTC'])(
    'never skips a day and never has one twice, and its last one is where the next one was: %s',
    (name) => {
      const offset = zone(name);
      const random = seeded(name.length * 7919);
      for (let round = 0; round < 12; round += 1) {
        const time = `${String(random(24)).padStart(2, '0')}:${String(random(60)).padStart(2, '0')}`;
        const weekdays = EVERY_DAY.filter(() => random(3) > 0);
        if (weekdays.length === 0) weekdays.push(1 + random(7));
        const schedule = { time, weekdays };
        const dates = new Set<string>();
        let now = Date.UTC(2026, random(12), 1 + random(28), random(24), random(60));
        for (let step = 0; step < 8; step += 1) {
          const next = nextDue(schedule, now, offset);
          const wall = new Date(next + offset(next));
          const shown = wall.toISOString().slice(11, 16);
          expect(next).toBeGreaterThan(now);
          expect(next - now).toBeLessThanOrEqual(7 * DAY_MS + 2 * HOUR_MS);
          expect(next % 60_000).toBe(0);
          expect(weekdays).toContain(wall.getUTCDay() || 7);
          if (shown !== time) expect(offset(next - 60_000)).toBeLessThan(offset(next));
          expect(lastDue(schedule, next, offset)).toBe(next);
          expect(lastDue(schedule, next + random(HOUR_MS), offset)).toBe(next);
          dates.add(wall.toISOString().slice(0, 10));
          expect(dates.size).toBe(step + 1);
          now = next;
        }
      }
    },
  );
});
