import { expect, it } from 'vitest';
import { machineHref, machineTab, tabLinks } from './machine-tab';

it('takes an unknown tab for the overview', () => {
  expect([null, '', 'nonsense', 'logs'].map(machineTab)).toEqual(['overview', 'overview', 'overview', 'logs']);
});

it('makes links that hold any id', () => {
  expect(machineHref('a&b')).toBe('/machine?id=a%26b');
  expect(machineHref('m', 'logs')).toBe('/machine?id=m&tab=logs');
});

it('marks one tab as the current one', () => {
  expect(tabLinks('m', 'logs').filter((tab) => tab.current)).toHaveLength(1);
});
