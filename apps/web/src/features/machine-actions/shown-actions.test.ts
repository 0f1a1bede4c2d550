import { MACHINE_VERBS, type MachineVerb, refusal } from '@baton/model/machine/actions';
import type { MachineStateKind } from '@baton/model/machine/state';
import { describe, expect, it } from 'vitest';
import { isAsked, MENU_VERBS, SHOWN_VERBS } from './shown-actions';

const STATES = Object.keys(SHOWN_VERBS) as MachineStateKind[];

describe('the buttons of a machine', () => {
  it.each(STATES.filter((state) => state !== 'starting'))('that is %s are all legal', (state) => {
    const illegal = SHOWN_VERBS[state].filter((verb) => refusal(verb, { kind: state }));
    expect(illegal).toEqual([]);
  });

  it('leave no legal verb out of reach', () => {
    const elsewhere: MachineVerb[] = ['edit', 'delete'];
    for (const state of STATES) {
      const reachable = [...SHOWN_VERBS[state], ...MENU_VERBS, ...elsewhere];
      const missing = MACHINE_VERBS.filter((verb) => !refusal(verb, { kind: state }) && !reachable.includes(verb));
      expect({ state, missing }).toEqual({ state, missing: [] });
    }
  });

  it('ask before a guest loses its work', () => {
    expect(['pause', 'resume', 'reboot', 'shut-down', 'force-off'].filter((verb) => isAsked(verb as never))).toEqual([
      'reboot',
      'shut-down',
      'force-off',
    ]);
  });
});
