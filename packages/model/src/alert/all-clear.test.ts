import { describe, expect, it } from 'vitest';
import { allClearTitle, allClearWords } from '../describe';
import type { Alert } from './alert';
import { allClears, markPosted } from './all-clear';
import { type AlertBook, clear, raise, SAME_ALERT_MS } from './book';

const GPU = { kind: 'gpu', id: 'gpu', name: 'The GPU' } as const;
const hot = { kind: 'gpu-hot', facts: { celsius: 91, limit: 87 } } satisfies Alert;
const all = () => true;
const raised = (at: number, book: AlertBook = []) => raise(book, { ...hot, id: `${at}`, subject: GPU }, at).book;
const posted = (book: AlertBook) => markPosted(book, all, true);
const ids = (book: AlertBook, at: number) => allClears(book, at).due.map(({ id }) => id);

describe('the end of an alert', () => {
  it('is told nobody who was not told of the alert', () => {
    expect(allClears(clear(raised(0), all, 1000), SAME_ALERT_MS)).toEqual({ due: [], nextAt: null });
  });

  it('is told when it could not come back as the same alert, and at once when it lasted longer than that', () => {
    const short = clear(posted(raised(0)), all, 1000);
    expect(allClears(short, 1000)).toEqual({ due: [], nextAt: SAME_ALERT_MS });
    expect(ids(short, SAME_ALERT_MS)).toEqual(['0']);
    const long = clear(posted(raised(0)), all, SAME_ALERT_MS * 3);
    expect(ids(long, SAME_ALERT_MS * 3)).toEqual(['0']);
  });

  it('is not told while it came back meanwhile, which is the same alert still', () => {
    const again = raised(2000, clear(posted(raised(0)), all, 1000));
    expect(allClears(again, SAME_ALERT_MS)).toEqual({ due: [], nextAt: null });
    expect(ids(clear(again, all, SAME_ALERT_MS + 1), SAME_ALERT_MS + 1)).toEqual(['0']);
  });

  it('is not told once it is so again, although nobody came to tell it in time', () => {
    const late = raised(SAME_ALERT_MS * 2, clear(posted(raised(0)), all, 1000));
    expect(allClears(late, SAME_ALERT_MS * 2)).toEqual({ due: [], nextAt: null });
  });

  it('is not told of what somebody has to see to', () => {
    const crashed = { kind: 'guest-crashed', facts: {}, id: 'a', subject: GPU } as const;
    expect(ids(clear(posted(raise([], crashed, 0).book), all, 1), SAME_ALERT_MS)).toEqual([]);
  });

  it('alternates with its alert, each at most once in ten minutes, while a card flaps for two days', () => {
    let book: AlertBook = [];
    const told: { readonly what: 'hot' | 'clear'; readonly at: number }[] = [];
    const tellOver = (at: number) => {
      for (const { id } of allClears(book, at).due) {
        told.push({ what: 'clear', at });
        book = markPosted(book, (record) => record.id === id, false);
      }
    };
    for (let at = 0; at < 48 * 3_600_000; at += 7000) {
      tellOver(at);
      const { book: next, news } = raise(book, { ...hot, id: `${at}`, subject: GPU }, at);
      book = news ? markPosted(next, ({ id }) => id === news.id, true) : next;
      if (news) told.push({ what: 'hot', at });
      // For two of each three hours it stays hot.
      if (at % 10_800_000 < 3_600_000) book = clear(book, all, at + 3000);
    }
    expect(told.length).toBeGreaterThan(10);
    for (const [index, { what, at }] of told.entries()) {
      expect(what).toBe(index % 2 === 0 ? 'hot' : 'clear');
      if (index > 1) expect(at - (told[index - 2]?.at ?? 0)).toBeGreaterThanOrEqual(SAME_ALERT_MS);
    }
  });

  it('says what is well again', () => {
    expect(allClearWords(hot, 'The GPU')).toBe('The GPU is not over your limit any more.');
    expect(allClearTitle('gpu-hot')).toBe('All clear: the GPU is not hot any more');
    const full = { path: '/vm', freeBytes: 1, limitBytes: 5 * 1024 ** 3 };
    expect(allClearWords({ kind: 'disk-nearly-full', facts: full }, 'laptop')).toBe(
      'There is room in /vm again: well more than your limit.',
    );
  });
});
