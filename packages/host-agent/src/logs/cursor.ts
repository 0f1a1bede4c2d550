import { LOG_SOURCES, type LogSource } from '@baton/model/log/line';

/** A place in one file of a view. */
export interface FilePlace {
  readonly source: LogSource;
  readonly file: string;
  readonly offset: number;
}

/** One place in each file of a view: `serial:FILE:123,qemu:FILE:45`. Files of one source stand in the order of their age. */
export function cursorText(places: readonly FilePlace[]): string {
  return places.map(({ source, file, offset }) => `${source}:${file}:${offset}`).join(',');
}

/** What cannot be read is left out: its source is then read as if it had begun anew. */
export function placesOf(cursor: string): readonly FilePlace[] {
  return cursor.split(',').flatMap((part) => {
    const [name, file = '', offset = ''] = part.split(':');
    const source = LOG_SOURCES.find((known) => known === name);
    return source && file && /^\d{1,15}$/.test(offset) ? [{ source, file, offset: Number(offset) }] : [];
  });
}
