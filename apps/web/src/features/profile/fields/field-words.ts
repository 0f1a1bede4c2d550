/** One of the values that a field may have, in words. */
export interface Choice {
  readonly value: string | null;
  readonly label: string;
  /** What follows from it, in one line. */
  readonly hint?: string;
}

/** What a field is called, wherever it is named: at its control, in the search, in a list of changes. */
export interface FieldWords {
  readonly label: string;
  /** What to know before it is changed. */
  readonly hint?: string;
  /** Other words that people look for it by: QEMU's, the guide's. */
  readonly find?: string;
  readonly choices?: readonly Choice[];
}

/** By path; `*` stands for the place in a list. */
export type FieldTable = Readonly<Record<string, FieldWords>>;

/** Every value of a setting with its words: a forgotten one does not compile. */
export function choices<Value extends string>(
  words: Readonly<Record<Value, string | readonly [string, string]>>,
): Choice[] {
  return Object.entries<string | readonly [string, string]>(words).map(([value, said]) =>
    typeof said === 'string' ? { value, label: said } : { value, label: said[0], hint: said[1] },
  );
}

/** The choice that stands for `null`. */
export function without(label: string, hint?: string): Choice {
  return { value: null, label, hint };
}
