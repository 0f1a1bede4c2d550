import { expect, it } from 'vitest';
import { noKeysWords, screenWords, stillWords } from './console-words';

const connected = { state: { kind: 'connected' }, size: { width: 1920, height: 1080 } } as const;
const looking = { scaling: 'fit', viewOnly: false, zoom: 1, still: undefined } as const;
const paused = (reason: 'asked' | 'suspended') =>
  ({ name: 'win10', state: { kind: 'paused', since: 0, pid: 1, reason } }) as const;

it('says how large the guest’s screen is and how it is looked at', () => {
  expect(screenWords(connected, { ...looking, viewOnly: true })).toBe(
    'Connected, 1920 × 1080, fit to window, looking only',
  );
});

it('names no size at 100 %, where what is drawn in is as large as the window', () => {
  expect(screenWords(connected, { ...looking, scaling: 'real' })).toBe('Connected, 100 %');
});

it('says that a paused machine takes no keys, and that one that sleeps does', () => {
  expect(stillWords(paused('asked'))).toBe('Paused. No key arrives until it is resumed.');
  expect(stillWords(paused('suspended'))).toBe('The guest put itself to sleep. A key may wake it.');
  expect(noKeysWords(paused('asked'), { connected: true, viewOnly: false })).toContain('win10 is paused');
  expect(noKeysWords(paused('suspended'), { connected: true, viewOnly: false })).toBeUndefined();
});

it('says first that the screen is not connected, then that one only looks', () => {
  expect(noKeysWords(paused('asked'), { connected: false, viewOnly: true })).toContain('not connected');
  expect(noKeysWords(paused('asked'), { connected: true, viewOnly: true })).toContain('Looking only');
});
