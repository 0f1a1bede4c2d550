import { fail } from '../../problem';
import { IMPORT_MAX_BYTES } from '../result';

/** One element of an XML document, with the place where it stands. */
export interface XmlElement {
  /** As written, with its prefix: `qemu:arg`. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its own text without that of its children, trimmed. */
  readonly text: string;
  /** The same with the spaces around it. */
  readonly content: string;
  /** Of its start tag, counted from 1. */
  readonly line: number;
  /** As it stands in the source. */
  readonly source: string;
}

const DEPTH_MAX = 32;
const ELEMENTS_MAX = 20_000;
const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);
const NAME = /[A-Za-z_:][\w:.-]*/y;
const ATTRIBUTE = /\s+([A-Za-z_:][\w:.-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const SPACE = /\s*/y;

interface Open {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  readonly texts: string[];
  readonly line: number;
  readonly start: number;
}

/**
 * Reads the part of XML that a libvirt domain uses: elements, attributes, text, comments, CDATA, the five predefined entities and
 * numbered ones. A DOCTYPE is refused before anything of it is looked at, so no entity can grow or fetch a file. Linear in the
 * source's length.
 * @returns the root element
 * @throws ProblemError `import.refused`
 */
export function readXml(source: string): XmlElement {
  if (source.length > IMPORT_MAX_BYTES) fail('import.refused', { because: 'too-large' });
  if (source.trim() === '') fail('import.refused', { because: 'empty' });
  return new Reader(source).document();
}

class Reader {
  private at = 0;
  private line = 1;
  /** Up to where `line` has been counted. */
  private counted = 0;
  private elements = 0;
  private readonly open: Open[] = [];
  private root: XmlElement | undefined;

  constructor(private readonly source: string) {
    if (source.startsWith('\uFEFF')) this.at = 1;
  }

  document(): XmlElement {
    while (this.at < this.source.length) this.next();
    const unclosed = this.open.at(-1);
    if (unclosed) this.broken(`<${unclosed.name}> of line ${unclosed.line} is not closed.`);
    return this.root ?? this.broken('There is no element in it.');
  }

  private next(): void {
    const { source, at } = this;
    if (source[at] !== '<') this.text(this.until('<'));
    else if (source.startsWith('<!--', at)) this.comment();
    else if (source.startsWith('<![CDATA[', at)) this.cdata();
    else if (source.startsWith('<?', at)) this.past('?>');
    else if (source.startsWith('<!', at)) fail('import.refused', { because: 'xml-entities' });
    else if (source[at + 1] === '/') this.endTag();
    else this.startTag();
  }

  private text(raw: string): void {
    const top = this.open.at(-1);
    if (top) top.texts.push(this.decode(raw));
    else if (raw.trim() !== '') this.broken(`There is text outside of the root element at line ${this.lineNow()}.`);
  }

  private comment(): void {
    this.at += 4;
    this.past('-->');
  }

  private cdata(): void {
    const top = this.open.at(-1) ?? this.broken(`There is text outside of the root element at line ${this.lineNow()}.`);
    this.at += 9;
    top.texts.push(this.past(']]>'));
  }

  private startTag(): void {
    const start = this.at;
    const line = this.lineNow();
    if (this.root) this.broken(`A second root element begins at line ${line}.`);
    if (this.open.length >= DEPTH_MAX) this.broken(`Elements stand more than ${DEPTH_MAX} deep at line ${line}.`);
    this.elements += 1;
    if (this.elements > ELEMENTS_MAX) fail('import.refused', { because: 'too-large' });
    this.at += 1;
    const name = this.match(NAME)?.[0] ?? this.broken(`A tag at line ${line} has no name.`);
    const attributes = this.attributes(name);
    this.match(SPACE);
    const empty = this.source.startsWith('/>', this.at);
    if (!empty && this.source[this.at] !== '>') this.broken(`The tag <${name}> at line ${line} is broken.`);
    this.at += empty ? 2 : 1;
    this.open.push({ name, attributes, children: [], texts: [], line, start });
    if (empty) this.close();
  }

  private attributes(element: string): ReadonlyMap<string, string> {
    const attributes = new Map<string, string>();
    for (let found = this.match(ATTRIBUTE); found; found = this.match(ATTRIBUTE)) {
      const [, name = '', double, single] = found;
      if (attributes.has(name)) this.broken(`<${element}> at line ${this.lineNow()} has ${name} twice.`);
      attributes.set(name, this.decode((double ?? single ?? '').replace(/[\t\n\r]/g, ' ')));
    }
    return attributes;
  }

  private endTag(): void {
    const line = this.lineNow();
    this.at += 2;
    const name = this.match(NAME)?.[0];
    this.match(SPACE);
    const top = this.open.at(-1);
    if (!name || this.source[this.at] !== '>') this.broken(`An end tag at line ${line} is broken.`);
    if (top?.name !== name) {
      this.broken(`</${name}> at line ${line} closes nothing${top ? `: <${top.name}> is open` : ''}.`);
    }
    this.at += 1;
    this.close();
  }

  private close(): void {
    const { name, attributes, children, texts, line, start } = this.open.pop() as Open;
    const source = this.source.slice(start, this.at);
    const content = texts.join('');
    const element: XmlElement = { name, attributes, children, text: content.trim(), content, line, source };
    const parent = this.open.at(-1);
    if (parent) parent.children.push(element);
    else this.root = element;
  }

  private decode(raw: string): string {
    if (!raw.includes('&')) return raw;
    return raw.replace(
      /&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|([^;&\s]{1,40}))?(;?)/g,
      (_whole, decimal, hex, name, end) => {
        if (end !== ';') this.broken(`A lone & stands near line ${this.lineNow()}; it is written &amp;.`);
        if (name !== undefined) return PREDEFINED.get(name) ?? fail('import.refused', { because: 'xml-entities' });
        const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
        const allowed = code === 9 || code === 10 || code === 13 || (code >= 32 && code <= 0x10ffff);
        return allowed && !(code >= 0xd800 && code <= 0xdfff)
          ? String.fromCodePoint(code)
          : this.broken(`A character of no meaning stands near line ${this.lineNow()}.`);
      },
    );
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source);
    if (found) this.at += found[0].length;
    return found;
  }

  /** Moves to `mark`, or to the end, and returns what was passed. */
  private until(mark: string): string {
    const end = this.source.indexOf(mark, this.at);
    const passed = this.source.slice(this.at, end < 0 ? undefined : end);
    this.at += passed.length;
    return passed;
  }

  /** Moves behind `mark`. */
  private past(mark: string): string {
    const line = this.lineNow();
    const passed = this.until(mark);
    if (this.at >= this.source.length) this.broken(`What begins at line ${line} is not closed by ${mark}.`);
    this.at += mark.length;
    return passed;
  }

  private lineNow(): number {
    for (; this.counted < this.at; this.counted++) if (this.source[this.counted] === '\n') this.line += 1;
    return this.line;
  }

  private broken(words: string): never {
    fail('import.refused', { because: 'not-xml', words });
  }
}
