import type { Operation } from '@baton/model/operation/operation';
import { expect, it } from 'vitest';
import { timelineSteps } from './timeline-steps';

const base = {
  subject: { kind: 'machine', id: 'm', name: 'demo' },
  requestedBy: 'anna',
  state: 'succeeded',
} as const;

const start: Operation = {
  ...base,
  id: 'a',
  kind: 'start',
  startedAt: 1000,
  steps: [
    { id: '1', kind: 'check', state: 'done', startedAt: 1000, endedAt: 1180 },
    { id: '2', kind: 'start', state: 'done', startedAt: 1180, endedAt: 1300, detail: 'pid 7' },
  ],
};
const back: Operation = {
  ...base,
  id: 'b',
  kind: 'return',
  state: 'running',
  startedAt: 9000,
  steps: [
    { id: '1', kind: 'release', state: 'running', startedAt: 9000 },
    { id: '2', kind: 'attach', state: 'todo', estimateMs: 1200 },
  ],
};

it('puts the start and the later return into one timeline, whatever order they came in', () => {
  const steps = timelineSteps([back, start], 9500);
  expect(steps.map((step) => `${step.name} ${step.state}`)).toEqual([
    'Check done',
    'Start machine done',
    'Release from vfio-pci now',
    'Return to host driver todo',
  ]);
  expect(new Set(steps.map((step) => step.id)).size).toBe(4);
});

it('times a step under way from now on and never below zero', () => {
  expect(timelineSteps([back], 9500)[0]?.elapsedMs).toBe(500);
  expect(timelineSteps([back], 8000)[0]?.elapsedMs).toBe(0);
});

it('gives no time to a step that has not begun', () => {
  expect(timelineSteps([back], 9500)[1]).toMatchObject({ elapsedMs: undefined, estimateMs: 1200 });
});
