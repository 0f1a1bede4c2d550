/** One `key=value` of an option, from either of QEMU's spellings. Nesting is spelled with dots. */
export interface OptionValue {
  /** Empty = the word that may stand first without its key. */
  readonly key: string;
  readonly value: string;
}

/**
 * The keys of an option's value: JSON, or `first,key=value,key=value` with doubled commas for one.
 * @returns null when it begins as JSON and is none
 */
export function optionValues(text: string): readonly OptionValue[] | null {
  if (text.startsWith('{')) return fromJson(text);
  return keyValues(text).map((part, index) => {
    const equals = part.indexOf('=');
    if (equals < 0) return index === 0 ? { key: '', value: part } : { key: part, value: 'on' };
    return { key: part.slice(0, equals), value: part.slice(equals + 1) };
  });
}

/** Splits as QEMU does (util/keyval.c): a comma ends a value, a doubled comma is one comma of the text. */
function keyValues(text: string): string[] {
  return [...text.matchAll(/(?:,,|[^,])+/gsu)].map(([part]) => part.replaceAll(',,', ','));
}

function fromJson(text: string): readonly OptionValue[] | null {
  try {
    return flat(JSON.parse(text), '');
  } catch {
    return null;
  }
}

function flat(json: unknown, key: string): OptionValue[] {
  if (typeof json !== 'object' || json === null) return [{ key, value: String(json) }];
  return Object.entries(json).flatMap(([name, value]) => flat(value, key === '' ? name : `${key}.${name}`));
}
