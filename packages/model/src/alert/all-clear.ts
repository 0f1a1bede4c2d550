import type { AlertKind } from './alert';
import { type AlertBook, type AlertRecord, SAME_ALERT_MS } from './book';

/** What lasts and passes by itself. That a machine runs again, whoever sees to it knows. */
const LASTING = { 'gpu-hot': true, 'disk-nearly-full': true } satisfies Partial<Record<AlertKind, true>>;
export type LastingKind = keyof typeof LASTING;

export type LastingRecord = Extract<AlertRecord, { readonly kind: LastingKind }>;

function isLasting(record: AlertRecord): record is LastingRecord {
  return record.kind in LASTING;
}

/** Somebody far away was told of it, and waits to hear that it is over. */
export function owesAllClear(record: AlertRecord): record is LastingRecord {
  return record.posted === true && isLasting(record);
}

export interface AllClears {
  readonly due: readonly LastingRecord[];
  /** When the next one is due; null = none waits. */
  readonly nextAt: number | null;
}

/**
 * Of whom it is time to tell that it is over: not before what came back would be told as a new alert, or a card that flaps would be
 * told to be fine while it is hot. So an alert and its end are told once in ten minutes at most.
 */
export function allClears(book: AlertBook, at: number): AllClears {
  const due: LastingRecord[] = [];
  let nextAt: number | null = null;
  for (const record of book) {
    if (record.clearedAt === null || !owesAllClear(record)) continue;
    const dueAt = Math.max(record.clearedAt, record.raisedAt + SAME_ALERT_MS);
    if (dueAt <= at) due.push(record);
    else nextAt = Math.min(nextAt ?? dueAt, dueAt);
  }
  return { due, nextAt };
}

/** The same book when none of them changes. */
export function markPosted(book: AlertBook, which: (record: AlertRecord) => boolean, posted: boolean): AlertBook {
  const isOther = (record: AlertRecord) => (record.posted ?? false) !== posted && which(record);
  return book.some(isOther) ? book.map((record) => (isOther(record) ? { ...record, posted } : record)) : book;
}
