import { expect, it } from 'vitest';
import { activityTone } from './tone';

it.each([
  ['operation.ended', { state: 'failed' }, 'bad'],
  ['operation.ended', { state: 'undone' }, 'warn'],
  ['operation.ended', { state: 'succeeded' }, null],
  ['machine.ended', { cause: 'crashed' }, 'bad'],
  ['machine.ended', { cause: 'shut-down' }, null],
  ['machine.told', { news: 'disk-full' }, 'bad'],
  ['machine.told', { news: 'restarted' }, null],
  ['automation.missed', {}, 'warn'],
])('of %s with %j nobody overlooks that it is %s', (kind, facts, tone) => {
  expect(activityTone(kind, facts)).toBe(tone);
});

it('judges nothing that an older or a newer Baton wrote', () => {
  expect(activityTone('machine.teleported', {})).toBeNull();
  expect(activityTone('machine.told', { news: 'teleported' })).toBeNull();
  expect(activityTone('machine.ended', null)).toBeNull();
  expect(activityTone('toString', {})).toBeNull();
});
