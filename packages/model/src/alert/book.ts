import type { Alert, AlertSubject } from './alert';

/** One alert as it is kept. Times in milliseconds since the epoch. */
export type AlertRecord = Alert & {
  readonly id: string;
  readonly subject: AlertSubject;
  readonly raisedAt: number;
  /** null = it is still so. */
  readonly clearedAt: number | null;
  /** Somebody has seen it. */
  readonly seen: boolean;
  /** It was told to somebody far away, who was not told yet that it is over. */
  readonly posted?: boolean;
};

/** In the order in which they were raised, the newest first. */
export type AlertBook = readonly AlertRecord[];

export const KEPT_ALERTS = 200;
/** What comes back within this time is the same alert, which goes on: it is told nobody again. */
export const SAME_ALERT_MS = 10 * 60_000;

export type NewAlert = Alert & Pick<AlertRecord, 'id' | 'subject'>;

export interface Raised {
  readonly book: AlertBook;
  /** What is worth telling everybody now; null = it was told already. */
  readonly news: AlertRecord | null;
}

/** The same kind of trouble with the same thing. */
export function isAbout(
  record: Pick<AlertRecord, 'kind' | 'subject'>,
  kind: Alert['kind'],
  subjectId: string,
): boolean {
  return record.kind === kind && record.subject.id === subjectId;
}

/** Of a kind and a thing at most one is still so, and at most one is told in ten minutes. */
export function raise(book: AlertBook, alert: NewAlert, at: number): Raised {
  const last = book.find((record) => isAbout(record, alert.kind, alert.subject.id));
  if (last?.clearedAt === null) return { book, news: null };
  if (last && at - last.raisedAt < SAME_ALERT_MS) {
    const again: AlertRecord = { ...last, ...alert, id: last.id, clearedAt: null };
    return { book: book.map((record) => (record === last ? again : record)), news: null };
  }
  const news: AlertRecord = { ...alert, raisedAt: at, clearedAt: null, seen: false };
  // Nobody is told any more that the last one is over: it is so again.
  const before = last?.posted ? book.map((record) => (record === last ? { ...last, posted: false } : record)) : book;
  return { book: [news, ...before].slice(0, KEPT_ALERTS), news };
}

/** Those that `over` says are over now. The same book when there are none. */
export function clear(book: AlertBook, over: (record: AlertRecord) => boolean, at: number): AlertBook {
  const isOver = (record: AlertRecord) => record.clearedAt === null && over(record);
  if (!book.some(isOver)) return book;
  return book.map((record) => (isOver(record) ? { ...record, clearedAt: at } : record));
}

/** The same book when all of them were seen before. */
export function markSeen(book: AlertBook, ids: ReadonlySet<string>): AlertBook {
  const isNew = (record: AlertRecord) => !record.seen && ids.has(record.id);
  return book.some(isNew) ? book.map((record) => (isNew(record) ? { ...record, seen: true } : record)) : book;
}

/** As people read them: what is still so first, and the newest first. */
export function inOrder(book: AlertBook): AlertBook {
  const over = (record: AlertRecord) => Number(record.clearedAt !== null);
  return book.toSorted((a, b) => over(a) - over(b) || b.raisedAt - a.raisedAt);
}
