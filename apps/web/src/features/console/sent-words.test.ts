import { expect, it } from 'vitest';
import { heldWords, sentNext, sentWords } from './sent-words';

const tab = { label: 'Alt+Tab', keys: [] };
const f5 = { label: 'F5', keys: [] };
const NONE = new Set<never>();

it('counts a key that is sent again, so that each is heard', () => {
  const once = sentNext(undefined, tab, NONE);
  expect(sentWords(once)).toBe('Alt+Tab sent');
  expect(sentWords(sentNext(once, tab, NONE))).toBe('Alt+Tab sent 2 times');
  expect(sentWords(sentNext(once, f5, NONE))).toBe('F5 sent');
});

it('names the keys that waited for it, each once', () => {
  expect(sentNext(undefined, f5, new Set(['ctrl'] as const)).label).toBe('Ctrl+F5');
  expect(sentNext(undefined, tab, new Set(['ctrl', 'alt'] as const)).label).toBe('Ctrl+Alt+Tab');
});

it('says which keys wait before one is sent', () => {
  expect(heldWords(new Set(['ctrl'] as const))).toBe('Ctrl waits for the next key.');
  expect(heldWords(new Set(['win', 'ctrl'] as const))).toBe('Ctrl+Win wait for the next key.');
});
