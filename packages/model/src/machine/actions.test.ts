import { describe, expect, it } from 'vitest';
import { judge, MACHINE_VERBS, type MachineVerb, refusal } from './actions';
import type { MachineState } from './state';

const states: Record<MachineState['kind'], MachineState> = {
  stopped: { kind: 'stopped' },
  starting: { kind: 'starting', since: 0, operationId: 'o' },
  running: { kind: 'running', since: 0, pid: 1 },
  paused: { kind: 'paused', since: 0, pid: 1, reason: 'asked' },
  stopping: { kind: 'stopping', since: 0, pid: 1, how: 'shut-down', patienceEndsAt: 1 },
  unresponsive: { kind: 'unresponsive', since: 0, pid: 1 },
};

/** The table as people read it in docs/architecture.md. */
const ALLOWED: Record<MachineVerb, readonly MachineState['kind'][]> = {
  start: ['stopped'],
  pause: ['running'],
  resume: ['paused'],
  reboot: ['running', 'paused'],
  'shut-down': ['running', 'paused', 'stopping'],
  'force-off': ['running', 'paused', 'stopping', 'unresponsive'],
  edit: ['stopped', 'starting', 'running', 'paused', 'stopping', 'unresponsive'],
  delete: ['stopped'],
};

const everyPair = MACHINE_VERBS.flatMap((verb) => Object.values(states).map((state) => [verb, state.kind] as const));

describe('refusal', () => {
  it.each(everyPair)('of %s while %s is as the table says', (verb, kind) => {
    expect(refusal(verb, states[kind])).toEqual(ALLOWED[verb].includes(kind) ? undefined : { verb, state: kind });
  });
});

describe('judge', () => {
  it('never takes what the table refuses, and denies with the verb and the state', () => {
    for (const verb of MACHINE_VERBS) {
      for (const state of Object.values(states)) {
        const judgement = judge(verb, state);
        if ('take' in judgement) expect(refusal(verb, state)).toBeUndefined();
        if ('deny' in judgement) expect(judgement.deny).toEqual({ verb, state: state.kind });
      }
    }
  });

  it('ignores what is so already, so that two phones may both press it', () => {
    expect(judge('start', states.running)).toEqual({ ignore: 'already-so' });
    expect(judge('start', states.starting)).toEqual({ ignore: 'already-asked' });
    expect(judge('pause', states.paused)).toEqual({ ignore: 'already-so' });
    expect(judge('force-off', states.stopped)).toEqual({ ignore: 'already-so' });
  });

  it('offers a way out of every state in which a machine is up', () => {
    for (const state of [states.running, states.paused, states.stopping, states.unresponsive])
      expect(judge('force-off', state)).toEqual({ take: true });
  });
});
