import type { AutomationView } from '@baton/api/live/automation';
import { expect, it } from 'vitest';
import { scheduleRows, startRows, waitRows } from './automation-rows';

const MACHINES = ['a', 'b', 'c', 'd'].map((id) => ({ id, name: id }));
const NONE = new Set<string>();
const view = (machineId: string, part: Partial<AutomationView> = {}): AutomationView => ({
  machineId,
  autostart: { enabled: false, order: 0, delayS: 0 },
  schedules: [],
  nextAt: null,
  nextVerb: null,
  dueAt: [],
  startsAfter: null,
  ...part,
});
const starts = (machineId: string, order: number, delayS = 0) =>
  view(machineId, { autostart: { enabled: true, order, delayS } });
const at = (time: string, enabled = true) => ({ verb: 'start' as const, weekdays: [1], time, enabled });

it('starts machines by place, those of one place in the order of the list, and waits after all but the last', () => {
  const views = [starts('c', 0, 5), starts('a', 7, 60), starts('d', 0, 30), view('b')];
  expect(startRows(MACHINES, views, NONE).map(({ machine, turn, waitS }) => [machine.id, turn, waitS])).toEqual([
    ['c', 1, 5],
    ['d', 2, 30],
    ['a', 3, null],
  ]);
});

it('keeps in sight what was switched off here, and gives it no turn', () => {
  // The agent forgets a machine of which nothing is left.
  const rows = startRows(MACHINES, [starts('b', 1)], new Set(['a']));
  expect(rows.map(({ machine, turn }) => [machine.id, turn])).toEqual([
    ['a', null],
    ['b', 1],
  ]);
});

it('lists the schedules of all machines by when they come due, switched off ones last', () => {
  const views = [
    view('a', { schedules: [at('09:00'), at('10:00', false)], dueAt: [900, null] }),
    view('b', { schedules: [at('08:00')], dueAt: [800] }),
  ];
  expect(scheduleRows(MACHINES, views).map(({ machine, at, dueAt }) => [machine.id, at, dueAt])).toEqual([
    ['b', 0, 800],
    ['a', 0, 900],
    ['a', 1, null],
  ]);
});

it('tells who waits for whom', () => {
  const after = { id: 'b', name: 'b' };
  expect(waitRows(MACHINES, [view('a', { startsAfter: after }), view('b')])).toEqual([{ machine: MACHINES[0], after }]);
});
