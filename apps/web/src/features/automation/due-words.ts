import { clockWords, dayStart, dayWords } from '../../lib/time-words';

const DAY_MS = 86_400_000;

/** When something will be: `today 18:00`, `tomorrow 07:30`, `Mon 30 Nov 07:30`. In this browser's time zone. */
export function dueWords(ms: number, nowMs: number): string {
  const days = Math.round((dayStart(ms) - dayStart(nowMs)) / DAY_MS);
  const day = days === 0 ? 'today' : days === 1 ? 'tomorrow' : dayWords(ms, nowMs);
  return `${day} ${clockWords(ms)}`;
}
