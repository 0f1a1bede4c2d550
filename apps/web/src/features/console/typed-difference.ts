/** What a phone's keyboard did to its text field: so many characters back, then this text. */
export interface TypedDifference {
  readonly backspaces: number;
  readonly text: string;
}

/**
 * Phones do not report keys, only that the text changed (word suggestions and swiping replace whole words).
 * The common beginning stays; the rest was deleted and typed anew.
 */
export function typedDifference(before: string, after: string): TypedDifference {
  const was = Array.from(before);
  const is = Array.from(after);
  let same = 0;
  while (same < was.length && same < is.length && was[same] === is[same]) same += 1;
  return { backspaces: was.length - same, text: is.slice(same).join('') };
}
