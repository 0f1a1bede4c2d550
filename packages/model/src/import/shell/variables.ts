import { refuse } from '../refuse';
import { IMPORT_MAX_BYTES } from '../result';
import type { Piece, ShellWord } from './tokens';

/** A word after its variables were put in. */
export interface Expanded {
  readonly text: string;
  /** Where it stands in the source; a word of an array stands where the array was written. */
  readonly start: number;
  readonly end: number;
  /** Variables that the script does not set. Their names stay in the text as `$NAME`. */
  readonly unset: readonly string[];
  /** It holds what only a shell could tell; `$(...)` stands in its place. */
  readonly shell: boolean;
}

/** Stands where a command's output would be. */
export const UNKNOWN_TEXT = '$(...)';

/** More unset variables in one word tell nothing new. */
const UNSET_MAX = 8;

interface Value {
  readonly text: string;
  readonly shell: boolean;
  readonly unset: readonly string[];
}

/** What the script has set so far. Bounded: variables that double each other end the import. */
export class Variables {
  private readonly scalars = new Map<string, Value>();
  private readonly arrays = new Map<string, Expanded[]>();
  private readonly used = new Set<string>();
  private written = 0;

  /** @param keep the first value counts, because this one stands behind a condition */
  set(name: string, words: readonly Expanded[], options: { append: boolean; keep: boolean }): void {
    const old = this.scalars.get(name);
    if (old && options.keep && !options.append) return;
    const text = words.map((word) => word.text).join(' ');
    this.spend(text.length);
    this.scalars.set(name, {
      text: options.append ? `${old?.text ?? ''}${text}` : text,
      shell: words.some((word) => word.shell),
      unset: words.flatMap((word) => word.unset).slice(0, UNSET_MAX),
    });
  }

  setArray(name: string, words: readonly Expanded[], options: { append: boolean; keep: boolean }): void {
    const old = this.arrays.get(name);
    if (old && options.keep && !options.append) return;
    this.spend(words.reduce((sum, word) => sum + word.text.length + 1, 0));
    if (!old || !options.append) this.arrays.set(name, [...words]);
    else for (const word of words) old.push(word);
  }

  wasUsed(name: string): boolean {
    return this.used.has(name);
  }

  valueOf(name: string): string | undefined {
    return this.scalars.get(name)?.text;
  }

  arrayOf(name: string): readonly Expanded[] {
    return this.arrays.get(name) ?? [];
  }

  /** The words that one word becomes: none for an unquoted empty variable, several for an array or a list in a variable. */
  expand(word: ShellWord): Expanded[] {
    const words = new Growing(word);
    for (const piece of word.pieces) this.put(piece, words);
    const done = words.done();
    this.spend(done.reduce((sum, { text }) => sum + text.length, 0));
    return done;
  }

  private put(piece: Piece, words: Growing): void {
    if (piece.kind === 'text') words.add(piece.text);
    else if (piece.kind === 'shell') words.addUnknown(UNKNOWN_TEXT);
    else this.putVariable(piece, words);
  }

  private putVariable(piece: Extract<Piece, { kind: 'variable' }>, words: Growing): void {
    this.used.add(piece.name);
    const array = piece.all ? this.arrays.get(piece.name) : undefined;
    if (array) {
      words.addWords(array);
      return;
    }
    const value = this.scalars.get(piece.name) ?? this.fallback(piece);
    if (!value) words.addUnset(piece.name);
    else if (piece.quoted) words.add(value.text, value);
    else words.addSplit(value);
  }

  private fallback({ name, fallback }: { name: string; fallback: string | null }): Value | undefined {
    if (fallback !== null) return { text: fallback, shell: false, unset: [] };
    const first = this.arrays.get(name)?.[0];
    return first && { text: first.text, shell: first.shell, unset: first.unset };
  }

  private spend(characters: number): void {
    this.written += characters;
    if (this.written > 4 * IMPORT_MAX_BYTES) refuse('too-large');
  }
}

/** Collects the words that one source word becomes. */
class Growing {
  private readonly words: Expanded[] = [];
  private text: string | null = null;
  private shell = false;
  private unset: string[] = [];
  private mayVanish = false;
  /** An array's element stands where the array was written. */
  private place: Pick<ShellWord, 'start' | 'end'>;

  constructor(private readonly word: ShellWord) {
    this.place = word;
  }

  add(text: string, from?: Value): void {
    this.text = (this.text ?? '') + text;
    if (!from) return;
    this.shell ||= from.shell;
    for (const name of from.unset) this.note(name);
  }

  addUnknown(text: string): void {
    this.add(text);
    this.shell = true;
  }

  addUnset(name: string): void {
    // "$@" of a script that was called without arguments is no word at all.
    if (name === '@' || name === '*') {
      this.mayVanish = true;
      return;
    }
    this.add(`$${name}`);
    this.note(name);
  }

  private note(name: string): void {
    if (this.unset.length < UNSET_MAX && !this.unset.includes(name)) this.unset.push(name);
  }

  addSplit(value: Value): void {
    const parts = value.text.split(/\s+/);
    parts.forEach((part, index) => {
      if (index > 0) this.close();
      if (part !== '') this.add(part, value);
    });
  }

  addWords(array: readonly Expanded[]): void {
    array.forEach((word, index) => {
      if (index > 0) this.close();
      this.add(word.text, word);
      this.place = word;
    });
  }

  done(): Expanded[] {
    this.close();
    return this.words;
  }

  private close(): void {
    if (this.text !== null && !(this.mayVanish && this.text === '')) {
      const { start, end } = this.place;
      this.words.push({ text: this.text, start, end, unset: this.unset, shell: this.shell });
    }
    this.text = null;
    this.shell = false;
    this.unset = [];
    this.mayVanish = false;
    this.place = this.word;
  }
}
