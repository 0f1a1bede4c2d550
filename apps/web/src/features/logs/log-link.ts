import { LOG_SOURCES, type LogSource } from '@baton/model/log/line';

/** The part of an address after `#` that names a line. */
export function lineHash(key: string): string {
  return `#${encodeURIComponent(key)}`;
}

export interface LinkedPlace {
  readonly key: string;
  readonly source: LogSource;
  readonly file: string;
  readonly offset: number;
}

/** The line that an address names: whose it is, the file it stood in, and where. */
export function linkedLine(hash: string): LinkedPlace | undefined {
  let key: string;
  try {
    key = decodeURIComponent(hash.slice(1));
  } catch {
    return undefined;
  }
  const [name, file, offset, ...more] = key.split(':');
  const source = LOG_SOURCES.find((known) => known === name);
  if (!source || !file || !offset || !/^\d{1,15}$/.test(offset) || more.length > 0) return undefined;
  return { key, source, file, offset: Number(offset) };
}
