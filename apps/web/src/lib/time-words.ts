const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A long duration for people, two parts at most: `40 s`, `36 min`, `2 h 04 min`, `6 d 4 h`. Never negative. */
export function durationWords(ms: number): string {
  const known = Math.max(0, ms);
  if (known < MINUTE_MS) return `${Math.floor(known / SECOND_MS)} s`;
  if (known < HOUR_MS) return `${Math.floor(known / MINUTE_MS)} min`;
  const hours = Math.floor(known / HOUR_MS);
  if (known < DAY_MS) return `${hours} h ${String(Math.floor((known % HOUR_MS) / MINUTE_MS)).padStart(2, '0')} min`;
  return `${Math.floor(known / DAY_MS)} d ${hours % 24} h`;
}

/** A time of day: `14:05`. */
export function clockWords(ms: number): string {
  return new Date(ms).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** The start of the day that `ms` lies in, here. */
export function dayStart(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}

/** A day as people name it: `Today`, `Yesterday`, `Mon 23 Nov`. */
export function dayWords(ms: number, nowMs: number): string {
  const days = Math.round((dayStart(nowMs) - dayStart(ms)) / DAY_MS);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return new Date(ms).toLocaleDateString(undefined, { weekday: 'short', day: 'numeric', month: 'short' });
}

/** When something was, as short as it can be: `14:05` today, `yesterday 14:05`, `Mon 23 Nov 14:05`. */
export function momentWords(ms: number, nowMs: number): string {
  const day = dayWords(ms, nowMs);
  if (day === 'Today') return clockWords(ms);
  return `${day === 'Yesterday' ? 'yesterday' : day} ${clockWords(ms)}`;
}
