import type { MachineView } from '@baton/api/views';
import type { StoredAutomation } from '@baton/db';
import type { Actor } from '@baton/model/access/roles';
import type { Automation, Schedule } from '@baton/model/automation/automation';
import { activityWords } from '@baton/model/describe';
import type { EndCause, MachineState } from '@baton/model/machine/state';
import { fail, type Problem, ProblemError } from '@baton/model/problem';
import { createAutomation, type RunningAutomation } from '../../src/automation/create-automation';
import { MemorySettings } from '../handover/memory-settings';
import { PracticeSleep } from '../machines/practice-sleep';
import { HandClock } from './hand-clock';

export const ANA: Actor = { id: 'u', name: 'ana', role: 'admin', via: 'browser' };

export const schedule = (verb: Schedule['verb'], time: string, weekdays = [1, 2, 3, 4, 5, 6, 7]): Schedule => ({
  ...{ verb, time, weekdays },
  enabled: true,
});
export const doing = (part: Partial<Automation>): Automation => ({
  autostart: { enabled: false, order: 0, delayS: 0 },
  schedules: [],
  ...part,
});

/** What outlives an agent. */
export class Premises {
  readonly clock = new HandClock('2026-11-23T12:00:00Z');
  readonly sleep = new PracticeSleep();
  readonly settings = new MemorySettings();
  readonly stored = new Map<string, unknown>();
  readonly states = new Map<string, MachineState>();
  readonly refusals = new Map<string, Problem>();
  bootId = 'first';
}

/** Automation over machines on paper: a start takes until it is told how it went. */
export class Workshop {
  readonly asked: string[] = [];
  readonly told: string[] = [];
  readonly defects: unknown[] = [];
  readonly automation: RunningAutomation;
  #back: () => Promise<void> = async () => undefined;

  constructor(readonly premises = new Premises()) {
    const { clock, sleep, settings, stored, states } = premises;
    this.automation = createAutomation({
      ...{ clock, sleep, settings },
      automations: {
        list: async () => [...stored].map(([profileId, definition]): StoredAutomation => ({ profileId, definition })),
        set: async (id, definition) => {
          if (definition === null) stored.delete(id);
          else stored.set(id, definition);
          return states.has(id);
        },
      },
      machines: {
        view: async (id) => ({ id, name: id, state: this.#state(id) }) as MachineView,
        start: async (id, options, { via }) => {
          this.asked.push(`start ${id} ${via}${options.whenFree ? ' when free' : ''}`);
          const refusal = premises.refusals.get(id);
          if (refusal) throw new ProblemError(refusal);
          this.turn(id, { kind: 'starting', since: 0, operationId: 'o' });
          return { operationId: 'o' };
        },
        shutDown: async (id, { via }) => void this.asked.push(`shut-down ${id} ${via}`),
      },
      life: (id) => {
        const state = states.get(id);
        return state ? { state, back: () => this.#back() } : null;
      },
      bootId: async () => premises.bootId,
      offset: () => 0,
      activity: {
        record: (kind, { name }, _, facts) => void this.told.push(activityWords(kind, name, facts)),
      },
      hub: { emit: (kind, subject) => this.automation.heard(kind, subject) },
      failed: (error) => void this.defects.push(error),
    });
  }

  turn(id: string, state: MachineState): void {
    this.premises.states.set(id, state);
    this.automation.heard('machine', id);
  }

  stopped(...ids: string[]): void {
    for (const id of ids) this.turn(id, { kind: 'stopped' });
  }

  running(...ids: string[]): void {
    for (const id of ids) this.turn(id, { kind: 'running', since: 0, pid: 1 });
  }

  ended(id: string, cause: EndCause = 'shut-down'): void {
    this.turn(id, { kind: 'stopped', last: { at: 0, cause } });
  }

  /** What a stopped machine had stays away until the returned function is called. */
  holdBack(): () => void {
    let letGo: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    this.#back = () => gone;
    return () => letGo();
  }

  deleted(id: string): void {
    this.premises.states.delete(id);
    this.premises.stored.delete(id);
    this.automation.heard('profile', id);
  }

  #state(id: string): MachineState {
    return this.premises.states.get(id) ?? fail('machine.not-found', { id });
  }
}
