import { describe, expect, it } from 'vitest';
import { judge, MACHINE_VERBS, refusal } from './actions';
import type { MachineState } from './state';

const states: Record<MachineState['kind'], MachineState> = {
  stopped: { kind: 'stopped' },
  starting: { kind: 'starting', since: 0, operationId: 'o' },
  running: { kind: 'running', since: 0, pid: 1 },
  paused: { kind: 'paused', since: 0, pid: 1, reason: 'asked' },
  stopping: { kind: 'stopping', since: 0, pid: 1, how: 'shut-down', patienceEndsAt: 1 },
  unresponsive: { kind: 'unresponsive', since: 0, pid: 1 },
};

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
