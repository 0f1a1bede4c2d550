import { refuse } from '../refuse';
import { type SourceText, shown } from '../source';
import { tokenize } from './tokenize';
import type { ShellWord, Token } from './tokens';
import { type Expanded, Variables } from './variables';

/** One simple command, its variables put in. What it would do is never done. */
export interface ShellCommand {
  readonly words: readonly Expanded[];
  /** `NAME=value` in front of the command; without a command they set the script's own variables. */
  readonly assignments: readonly Assignment[];
  readonly redirects: readonly { readonly operator: string; readonly target: string }[];
  readonly start: number;
  readonly end: number;
  /** As it stands in the source, in one line. */
  readonly text: string;
  /** Keywords such as `if` that stood before it. */
  readonly keywords: readonly string[];
  /** Only under a condition, or several times. */
  readonly conditional: boolean;
}

export interface Assignment {
  readonly name: string;
  readonly value: string;
  readonly shell: boolean;
}

export interface Script {
  readonly commands: readonly ShellCommand[];
  readonly variables: Variables;
}

const KEYWORDS: ReadonlySet<string> = new Set([
  ...['if', 'then', 'elif', 'else', 'fi', 'for', 'while', 'until', 'do', 'done', 'case', 'esac', 'select'],
  ...['function', '{', '}', '!', 'time', '[['],
]);
const OPENS: ReadonlySet<string> = new Set(['if', 'for', 'while', 'until', 'case', 'select']);
const CLOSES: ReadonlySet<string> = new Set(['fi', 'done', 'esac']);
/** The words after these are names and patterns, no command. */
const HEADS: ReadonlySet<string> = new Set(['for', 'case', 'select', 'function', '[[']);
const SETTERS: ReadonlySet<string> = new Set(['export', 'declare', 'typeset', 'local', 'readonly']);
/** No script that starts a machine has more. */
const COMMANDS_MAX = 5000;
const ASSIGNMENT = /^([A-Za-z_]\w*)(\+?)=/;

/** Reads a script from its top to its end, once, with the variables that it sets itself. */
export function readScript(source: SourceText): Script {
  return new Reader(source).read();
}

interface Setting {
  readonly name: string;
  readonly append: boolean;
  readonly words: readonly Expanded[];
}

class Reader {
  private readonly variables = new Variables();
  private readonly commands: ShellCommand[] = [];
  private depth = 0;

  constructor(private readonly source: SourceText) {}

  read(): Script {
    let tokens: Token[] = [];
    for (const token of tokenize(this.source)) {
      if (token.kind !== 'operator') tokens.push(token);
      // `start)` of a case, `name()` of a function: the words before the bracket are no command.
      else if (token.text === '(' || token.text === ')') tokens = this.bracket(token.text, tokens);
      else tokens = this.command(tokens);
    }
    this.command(tokens);
    return { commands: this.commands, variables: this.variables };
  }

  private bracket(text: string, tokens: Token[]): Token[] {
    const [only] = tokens;
    const isLabel = tokens.length === 1 && only?.kind === 'word' && bare(only.word) !== null;
    if (isLabel && (text === '(' || this.depth > 0)) return text === '(' ? tokens : [];
    return this.command(tokens);
  }

  private command(tokens: readonly Token[]): [] {
    const first = tokens[0];
    const last = tokens[tokens.length - 1];
    if (!first || !last) return [];
    if (this.commands.length >= COMMANDS_MAX) refuse('too-large');
    const keywords = this.keywords(tokens);
    const conditional = this.depth > 0;
    const { found: assignments, rest } = this.assignments(tokens.slice(keywords.length));
    const words = rest.flatMap((token) => (token.kind === 'word' ? this.variables.expand(token.word) : []));
    const [start, end] = [startOf(first), endOf(last)];
    const text = shown(this.source.text.slice(start, Math.min(end, start + 2000)));
    const redirects = rest.flatMap((token) => this.redirect(token));
    if (words.length === 0 || SETTERS.has(words[0]?.text ?? '')) this.set(assignments, rest);
    const plain = assignments.map(({ name, words: value }) => ({
      name,
      value: value.map((word) => word.text).join(' '),
      shell: value.some((word) => word.shell),
    }));
    this.commands.push({ words, assignments: plain, redirects, start, end, text, keywords, conditional });
    return [];
  }

  /** The keywords in front; counts what they open and close. */
  private keywords(tokens: readonly Token[]): string[] {
    const found: string[] = [];
    for (const token of tokens) {
      const word = token.kind === 'word' ? bare(token.word) : null;
      if (word === null || !KEYWORDS.has(word)) break;
      found.push(word);
      if (OPENS.has(word)) this.depth++;
      if (CLOSES.has(word)) this.depth = Math.max(0, this.depth - 1);
      if (HEADS.has(word)) break;
    }
    return found;
  }

  /** `NAME=value` in front, also behind `export` and its kin, and what remains. */
  private assignments(tokens: readonly Token[]): { found: Setting[]; rest: readonly Token[] } {
    const found: Setting[] = [];
    const first = tokens[0];
    const setter = first?.kind === 'word' && SETTERS.has(bare(first.word) ?? '');
    let at = setter ? 1 : 0;
    for (; at < tokens.length; at++) {
      const token = tokens[at];
      const setting = token?.kind === 'word' ? this.setting(token.word) : null;
      if (setting) found.push(setting);
      else if (!(setter && token?.kind === 'word' && bare(token.word)?.startsWith('-'))) break;
    }
    return { found, rest: [...(setter && first ? [first] : []), ...tokens.slice(at)] };
  }

  private setting(word: ShellWord): Setting | null {
    const [head] = word.pieces;
    const match = head?.kind === 'text' && !head.quoted ? ASSIGNMENT.exec(head.text) : null;
    if (!match || head?.kind !== 'text') return null;
    const value = { ...head, text: head.text.slice(match[0].length), quoted: true };
    // A value is never split: everything in it counts as quoted.
    const pieces = [value, ...word.pieces.slice(1)].map((piece) => ({ ...piece, quoted: true }));
    return { name: match[1] ?? '', append: match[2] === '+', words: this.variables.expand({ ...word, pieces }) };
  }

  private set(assignments: readonly Setting[], rest: readonly Token[]): void {
    const keep = this.depth > 0;
    for (const { name, append, words } of assignments) this.variables.set(name, words, { append, keep });
    for (const token of rest) {
      if (token.kind !== 'array') continue;
      const words = token.words.flatMap((word) => this.variables.expand(word));
      this.variables.setArray(token.name, words, { append: token.append, keep });
    }
  }

  private redirect(token: Token): { operator: string; target: string }[] {
    if (token.kind !== 'redirect') return [];
    const target = token.target ? this.variables.expand(token.target) : [];
    return [{ operator: token.operator, target: target.map((word) => word.text).join(' ') }];
  }
}

/** The text of a word that nobody quoted and nothing is put into. */
function bare(word: ShellWord): string | null {
  const [piece] = word.pieces;
  return word.pieces.length === 1 && piece?.kind === 'text' && !piece.quoted ? piece.text : null;
}

const startOf = (token: Token): number => (token.kind === 'word' ? token.word.start : token.start);
const endOf = (token: Token): number => (token.kind === 'word' ? token.word.end : token.end);
