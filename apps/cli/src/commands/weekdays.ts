const NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** `daily`, `mon,wed`, `mon-fri`, `sat-mon`, also `monday`. @returns 1 = Monday ... 7 = Sunday, or null when it is none of these */
export function parseWeekdays(text: string): readonly number[] | null {
  if (text.toLowerCase() === 'daily') return [1, 2, 3, 4, 5, 6, 7];
  const days = text.split(',').map(span);
  return days.includes(null) ? null : [...new Set(days.flatMap((each) => each ?? []))].sort();
}

function span(text: string): readonly number[] | null {
  const ends = text.split('-').map((name) => NAMES.findIndex((known) => matches(name.trim(), known)));
  const [from = -1, to = from] = ends;
  if (ends.length > 2 || from < 0 || to < 0) return null;
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, index) => ((from + index) % 7) + 1);
}

function matches(name: string, known: (typeof NAMES)[number]): boolean {
  return /^[a-z]{3,9}$/i.test(name) && name.toLowerCase().startsWith(known);
}
