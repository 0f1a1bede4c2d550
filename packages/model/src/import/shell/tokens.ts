/** A stretch of one word. `quoted` = the shell splits nothing in it. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | {
      readonly kind: 'variable';
      readonly name: string;
      /** Of `${NAME:-fallback}`. */
      readonly fallback: string | null;
      /** `${NAME[@]}`: each element a word. */
      readonly all: boolean;
      readonly quoted: boolean;
    }
  /** What only a shell can tell: `$(...)`, backticks, arithmetic. Never run. */
  | { readonly kind: 'shell'; readonly quoted: boolean };

/** One word as it stands in the source, from `start` to `end`. */
export interface ShellWord {
  readonly pieces: readonly Piece[];
  readonly start: number;
  readonly end: number;
}

export type Token =
  | { readonly kind: 'word'; readonly word: ShellWord }
  | {
      readonly kind: 'array';
      readonly name: string;
      readonly append: boolean;
      readonly words: readonly ShellWord[];
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly kind: 'redirect';
      readonly operator: string;
      readonly target: ShellWord | null;
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'operator'; readonly text: string; readonly start: number; readonly end: number };
