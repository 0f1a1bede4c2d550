import { expect, it } from 'vitest';
import { COMBINATIONS, FUNCTIONS, SINGLE_KEYS, TERMINALS } from './combinations';
import { strokes } from './keys';

const ALL = [...COMBINATIONS, ...SINGLE_KEYS, ...FUNCTIONS, ...TERMINALS];

it('presses a combination as fingers do: modifiers first, and let go last', () => {
  const named = TERMINALS.find(({ label }) => label === 'Ctrl+Alt+F2');
  expect(strokes(named?.keys ?? []).map(({ key, down }) => `${key.code} ${down ? 'down' : 'up'}`)).toEqual([
    'ControlLeft down',
    'AltLeft down',
    'F2 down',
    'F2 up',
    'AltLeft up',
    'ControlLeft up',
  ]);
});

it('has a place on the board for every key that it sends, and no name twice', () => {
  expect(ALL.flatMap(({ keys }) => keys).filter(({ code }) => code === null)).toEqual([]);
  expect(new Set(ALL.map(({ label }) => label)).size).toBe(ALL.length);
});

it('sends as many keys as the name has', () => {
  expect(ALL.filter(({ label, keys }) => label.split('+').length !== keys.length)).toEqual([]);
});

it('closes a window with the fourth function key', () => {
  expect(COMBINATIONS.find(({ label }) => label === 'Alt+F4')?.keys.map(({ code }) => code)).toEqual(['AltLeft', 'F4']);
});
