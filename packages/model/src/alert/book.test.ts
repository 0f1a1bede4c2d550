import { describe, expect, it } from 'vitest';
import type { Alert } from './alert';
import { type AlertBook, clear, inOrder, KEPT_ALERTS, markSeen, raise, SAME_ALERT_MS } from './book';

const ended = { kind: 'machine-ended', facts: { cause: 'crashed' } } satisfies Alert;
const win10 = { kind: 'machine', id: 'm1', name: 'win10' } as const;

const raised = (book: AlertBook, id: string, at: number) => raise(book, { ...ended, id, subject: win10 }, at);
const all = () => true;

describe('the book of alerts', () => {
  it('has an alert once for as long as it is so', () => {
    const first = raised([], 'a', 0);
    expect(first.news?.id).toBe('a');
    expect(raised(first.book, 'b', SAME_ALERT_MS * 2)).toEqual({ book: first.book, news: null });
  });

  it('lets what comes back soon go on, and tells it nobody again', () => {
    const over = clear(markSeen(raised([], 'a', 0).book, new Set(['a'])), all, 1000);
    const again = raised(over, 'b', 2000);
    expect(again.news).toBeNull();
    expect(again.book).toMatchObject([{ id: 'a', raisedAt: 0, clearedAt: null, seen: true }]);
  });

  it('tells what comes back later as a new one', () => {
    const again = raised(clear(raised([], 'a', 0).book, all, 1000), 'b', SAME_ALERT_MS);
    expect(again.news?.id).toBe('b');
    expect(again.book.map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('shows what is still so before what is newer and over', () => {
    const one = raise([], { ...ended, id: 'old', subject: win10 }, 0).book;
    const other = { kind: 'machine', id: 'm2', name: 'train' } as const;
    const two = raise(one, { ...ended, id: 'new', subject: other }, 5).book;
    expect(inOrder(clear(two, ({ id }) => id === 'new', 6)).map(({ id }) => id)).toEqual(['old', 'new']);
  });

  it('tells a flapping alert at most once in ten minutes, and stays small, for two days', () => {
    let book: AlertBook = [];
    const told: number[] = [];
    for (let at = 0; at < 48 * 3_600_000; at += 7000) {
      const { book: next, news } = raised(book, `${at}`, at);
      if (news) told.push(at);
      expect(next.filter(({ clearedAt }) => clearedAt === null)).toHaveLength(1);
      book = clear(next, all, at + 3000);
    }
    expect(Math.min(...told.slice(1).map((at, index) => at - (told[index] ?? 0)))).toBeGreaterThanOrEqual(
      SAME_ALERT_MS,
    );
    expect(book).toHaveLength(KEPT_ALERTS);
  });
});
