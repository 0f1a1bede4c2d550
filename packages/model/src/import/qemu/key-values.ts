/** One `key=value` of an option. `-cpu` and JSON values are read into the same shape: on/off for booleans, dots for nesting. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
  /** As it stands in the source. */
  readonly text: string;
}

/** Nesting that no option of QEMU needs. */
const JSON_DEPTH_MAX = 12;
const JSON_KEYS_MAX = 512;

/** The keys of one option's value. It remembers which were looked at, so that what nobody asked for can be told. */
export class KeyValues {
  private readonly looked = new Set<KeyValue>();

  constructor(readonly entries: readonly KeyValue[]) {}

  /** The value of the first of these keys that is there; the last one counts, as in QEMU. All of them count as looked at. */
  get(...keys: readonly string[]): string | undefined {
    const found = this.entries.filter(({ key }) => keys.includes(key));
    for (const entry of found) this.looked.add(entry);
    return found[found.length - 1]?.value;
  }

  /** Every value of a key that may repeat, also as a JSON list. */
  all(key: string): string[] {
    const listed = new RegExp(`^${key}\\.\\d+(\\.str)?$`);
    const found = this.entries.filter((entry) => entry.key === key || listed.test(entry.key));
    for (const entry of found) this.looked.add(entry);
    return found.map(({ value }) => value);
  }

  peek(key: string): string | undefined {
    return this.entries.findLast((entry) => entry.key === key)?.value;
  }

  has(key: string): boolean {
    return this.peek(key) !== undefined;
  }

  /** What nobody looked at. */
  rest(): KeyValue[] {
    return this.entries.filter((entry) => !this.looked.has(entry));
  }

  look(entry: KeyValue): void {
    this.looked.add(entry);
  }
}

/**
 * Reads `a=1,b,c=x,,y`: commas are doubled inside values (QEMU util/keyval.c), a key alone means on, and the first may be left out
 * where the option has an implied one.
 */
export function readKeyValues(text: string, implied: string | null): KeyValues {
  if (text.startsWith('{')) {
    const json = readJson(text);
    if (json) return new KeyValues(json);
  }
  const entries: KeyValue[] = [];
  for (const part of splitAtCommas(text)) {
    const equals = part.indexOf('=');
    if (equals > 0) entries.push({ key: part.slice(0, equals), value: part.slice(equals + 1), text: part });
    else if (entries.length === 0 && implied !== null) entries.push({ key: implied, value: part, text: part });
    else if (part !== '') entries.push({ key: part, value: 'on', text: part });
  }
  return new KeyValues(entries);
}

/** At single commas; doubled ones become one. */
function splitAtCommas(text: string): string[] {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at <= text.length; ) {
    const comma = text.indexOf(',', at);
    if (comma === -1) {
      parts.push(part + text.slice(at));
      return parts;
    }
    part += text.slice(at, comma);
    const doubled = text[comma + 1] === ',';
    if (doubled) part += ',';
    else {
      parts.push(part);
      part = '';
    }
    at = comma + (doubled ? 2 : 1);
  }
  return parts;
}

/** null = no JSON object, or one that is deeper or longer than any option. */
function readJson(text: string): KeyValue[] | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const entries: KeyValue[] = [];
  return flatten(value, '', entries, 0) ? entries : null;
}

function flatten(value: unknown, key: string, into: KeyValue[], depth: number): boolean {
  if (depth > JSON_DEPTH_MAX || into.length > JSON_KEYS_MAX) return false;
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).every(([name, inner]) =>
      flatten(inner, key ? `${key}.${name}` : name, into, depth + 1),
    );
  }
  const text = value === true ? 'on' : value === false ? 'off' : value === null ? '' : String(value);
  into.push({ key, value: text, text: `${key}=${text}` });
  return true;
}
