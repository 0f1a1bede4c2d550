import { expect, test } from 'vitest';
import { backHrefOf, hrefOf, placeIn } from './place';

const at = (query: string) => placeIn(new URLSearchParams(query));

test('a link leads to its step again', () => {
  for (const query of ['door=windows', 'door=linux&step=size', 'door=template&template=live&step=summary']) {
    const place = at(query);
    expect(place && hrefOf(place)).toBe(`/new?${query}`);
  }
});

test('words that are none of ours lead to the doors, or to the first step', () => {
  expect(at('')).toBeNull();
  expect(at('door=macos')).toBeNull();
  expect(at('door=linux&step=nowhere')?.step).toBe('basics');
});

test('back goes one step, then to where the door was chosen', () => {
  expect(backHrefOf({ door: 'linux', template: null, step: 'summary' })).toBe('/new?door=linux&step=size');
  expect(backHrefOf({ door: 'linux', template: null, step: 'basics' })).toBe('/new');
  expect(backHrefOf({ door: 'template', template: 'live', step: 'basics' })).toBe('/new?door=template');
});
