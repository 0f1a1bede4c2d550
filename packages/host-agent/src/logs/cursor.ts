import { LOG_SOURCES, type LogSource } from '@baton/model/log/line';

/** One place in each file of a view: `serial:FILE:123,qemu:FILE:45`. */
export type Places = ReadonlyMap<LogSource, { readonly file: string; readonly offset: number }>;

export function cursorText(places: Places): string {
  return [...places].map(([source, { file, offset }]) => `${source}:${file}:${offset}`).join(',');
}

/** What cannot be read is left out: its source is then read as if it had begun anew. */
export function placesOf(cursor: string): Places {
  const places = new Map<LogSource, { file: string; offset: number }>();
  for (const part of cursor.split(',')) {
    const [name, file = '', offset = ''] = part.split(':');
    const source = LOG_SOURCES.find((known) => known === name);
    if (source && file && /^\d{1,15}$/.test(offset)) places.set(source, { file, offset: Number(offset) });
  }
  return places;
}
