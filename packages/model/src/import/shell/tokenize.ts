import { refuse } from '../refuse';
import type { SourceText } from '../source';
import { expansionAt, singleQuoteEnd } from './quoting';
import type { Piece, ShellWord, Token } from './tokens';

const SPACE = /[ \t\v\f\u00A0]+/y;
const OPERATOR = /;;&|;;|;&|&&|\|\||\|&|[;|&()\n]/y;
const REDIRECT = /\d?(?:<<<|<<-?|&>>?|[<>]&|<>|>>|>\||[<>])/y;
const PLAIN = /[^\s'"\\$`;|&()<>]+/y;
const IN_DOUBLE = /[^"\\$`]+/y;
const ARRAY = /^([A-Za-z_]\w*)(\+?)=$/;
/** `<address your generate>`: a gap that the reader of a guide was to fill in, and no redirection. */
const PLACEHOLDER = /<[A-Za-z](?:[^<>|&;'"`$\n]{0,80}[^<>|&;'"`$\s])?>(?=[\s,:/"]|$)/y;
/** JSON without quotes around it, as `ps` prints it. */
const BARE_JSON = /\{"[^{}\n]{0,2000}(?:\{[^{}\n]{0,500}\}[^{}\n]{0,500}){0,8}\}(?=\s|$)/y;

/** No script that starts a machine has more. */
const TOKENS_MAX = 50_000;

/**
 * A script in words, arrays, redirections and operators. This reads; it runs nothing and expands nothing. One pass, linear.
 * @throws ProblemError `import.refused` for a quote or bracket that is not closed
 */
export function tokenize(source: SourceText): Token[] {
  return new Tokenizer(source).all();
}

class Tokenizer {
  private at = 0;
  private readonly tokens: Token[] = [];
  private readonly heredocs: string[] = [];
  private readonly text: string;

  constructor(private readonly source: SourceText) {
    this.text = source.text;
  }

  all(): Token[] {
    while (this.skipSpace()) {
      if (this.tokens.length >= TOKENS_MAX) refuse('too-large');
      this.next();
    }
    return this.tokens;
  }

  private next(): void {
    const start = this.at;
    const redirect = this.placeholderHere() ? null : this.match(REDIRECT);
    if (redirect !== null) {
      this.redirect(redirect, start);
      return;
    }
    const operator = this.match(OPERATOR);
    if (operator !== null) {
      this.tokens.push({ kind: 'operator', text: operator, start, end: this.at });
      if (operator === '\n') this.skipHeredocs();
      return;
    }
    const word = this.word();
    const array =
      this.text[this.at] === '(' ? ARRAY.exec(this.text.slice(word.start, Math.min(word.end, word.start + 200))) : null;
    if (array) this.array(array[1] ?? '', array[2] === '+', start);
    else this.tokens.push({ kind: 'word', word });
  }

  /** Blanks, escaped line ends and comments. @returns false at the end */
  private skipSpace(): boolean {
    for (;;) {
      if (this.match(SPACE) !== null) continue;
      if (this.text.startsWith('\\\n', this.at)) this.at += 2;
      else if (this.text[this.at] === '#') {
        const end = this.text.indexOf('\n', this.at);
        this.at = end === -1 ? this.text.length : end;
      } else return this.at < this.text.length;
    }
  }

  private word(): ShellWord {
    const start = this.at;
    const pieces: Piece[] = [];
    const json = this.match(BARE_JSON);
    if (json !== null) return { pieces: [{ kind: 'text', text: json, quoted: true }], start, end: this.at };
    while (this.at < this.text.length) {
      const before = this.at;
      this.piece(pieces);
      if (this.at === before) break;
    }
    // Nothing else could read this character: it stands for itself, so that reading always goes on.
    if (this.at === start) pieces.push({ kind: 'text', text: this.text[this.at++] ?? '', quoted: true });
    return { pieces, start, end: this.at };
  }

  private piece(pieces: Piece[]): void {
    const plain = this.match(PLAIN);
    if (plain !== null) {
      pieces.push({ kind: 'text', text: plain, quoted: false });
      return;
    }
    const char = this.text[this.at];
    if (char === '\\') this.escape(pieces);
    else if (char === "'") {
      const end = singleQuoteEnd(this.source, this.at);
      pieces.push({ kind: 'text', text: this.text.slice(this.at + 1, end - 1), quoted: true });
      this.at = end;
    } else if (char === '"') this.doubleQuoted(pieces);
    else if (char === '$' || char === '`') this.expansion(pieces, false);
    else if (char === '<') {
      const placeholder = this.match(PLACEHOLDER);
      if (placeholder !== null) pieces.push({ kind: 'text', text: placeholder, quoted: true });
    }
  }

  private escape(pieces: Piece[]): void {
    const next = this.text[this.at + 1];
    if (next !== '\n') pieces.push({ kind: 'text', text: next ?? '\\', quoted: true });
    this.at = Math.min(this.at + 2, this.text.length);
  }

  private doubleQuoted(pieces: Piece[]): void {
    const opened = this.at++;
    // An empty text keeps `""` a word.
    pieces.push({ kind: 'text', text: '', quoted: true });
    for (;;) {
      const run = this.match(IN_DOUBLE);
      if (run !== null) pieces.push({ kind: 'text', text: run, quoted: true });
      const char = this.text[this.at];
      if (char === undefined) refuse('unbalanced-quotes', this.source.lineAt(opened));
      if (char === '"') {
        this.at++;
        return;
      }
      if (char === '\\') {
        const next = this.text[this.at + 1] ?? '';
        if (next !== '\n')
          pieces.push({ kind: 'text', text: '"\\$`'.includes(next) ? next : `\\${next}`, quoted: true });
        this.at += 2;
      } else if (char === '$' || char === '`') this.expansion(pieces, true);
    }
  }

  private expansion(pieces: Piece[], quoted: boolean): void {
    // $'...' and $"..." are spellings of quotes.
    if (!quoted && /^\$['"]/.test(this.text.slice(this.at, this.at + 2))) {
      this.at++;
      return;
    }
    const found = expansionAt(this.source, this.at, quoted);
    pieces.push(found?.piece ?? { kind: 'text', text: '$', quoted: true });
    this.at = found?.end ?? this.at + 1;
  }

  private array(name: string, append: boolean, start: number): void {
    const opened = this.at++;
    const words: ShellWord[] = [];
    for (;;) {
      if (!this.skipSpace()) refuse('unbalanced-quotes', this.source.lineAt(opened));
      const char = this.text[this.at];
      if (char === ')') break;
      if (char === '\n') this.at++;
      else words.push(this.word());
    }
    this.at++;
    this.tokens.push({ kind: 'array', name, append, words, start, end: this.at });
  }

  private redirect(operator: string, start: number): void {
    this.match(SPACE);
    const hasTarget = this.at < this.text.length && !/[\n;|()]/.test(this.text[this.at] ?? '');
    const target = hasTarget ? this.word() : null;
    const heredoc = /^\d?<<-?$/.test(operator);
    if (heredoc && target) this.heredocs.push(this.text.slice(target.start, target.end).replace(/['"\\]/g, ''));
    this.tokens.push({ kind: 'redirect', operator: operator.replace(/^\d/, ''), target, start, end: this.at });
  }

  /** The bodies of here-documents begin after the line that names them. One that is not closed reaches to the end. */
  private skipHeredocs(): void {
    for (const delimiter of this.heredocs.splice(0)) {
      for (;;) {
        const end = this.text.indexOf('\n', this.at);
        const line = this.text.slice(this.at, end === -1 ? undefined : end);
        this.at = end === -1 ? this.text.length : end + 1;
        if (end === -1 || line.replace(/^\t+/, '') === delimiter) break;
      }
    }
  }

  private placeholderHere(): boolean {
    PLACEHOLDER.lastIndex = this.at;
    return PLACEHOLDER.test(this.text);
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return null;
    this.at += found.length;
    return found;
  }
}
