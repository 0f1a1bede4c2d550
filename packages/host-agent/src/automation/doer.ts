import type { MachineService } from '@baton/api/services';
import type { Actor } from '@baton/model/access/roles';
import type { AutomationCause } from '@baton/model/activity/automation';
import type { Schedule } from '@baton/model/automation/automation';
import { describeLine } from '@baton/model/describe';
import { isUp } from '@baton/model/machine/state';
import { ProblemError } from '@baton/model/problem';
import type { Activity } from '../operations/activity';

/** Nobody sits there: Baton itself asks, by the same gate as everybody. */
const BATON: Actor = { id: 'baton', name: 'Baton', role: 'admin', via: 'baton' };

export interface Why {
  readonly cause: AutomationCause;
  /** The machine that it waited for. */
  readonly after?: string;
}

export interface DoerDeps {
  readonly machines: Pick<MachineService, 'view' | 'start' | 'shutDown'>;
  readonly activity: Activity;
  /** A defect: something failed that is no Problem. */
  readonly failed: (error: unknown) => void;
}

/** Asks for what is due, in the name of Baton. What comes of it is told in the history; nothing is tried a second time. */
export class Doer {
  constructor(private readonly deps: DoerDeps) {}

  /** @returns whether it was begun: false when it was refused, or is so already. Never throws */
  async do(machineId: string, verb: Schedule['verb'], why: Why): Promise<boolean> {
    const { machines, failed } = this.deps;
    try {
      const { name, state } = await machines.view(machineId);
      if (isUp(state) === (verb === 'start')) return false;
      return await this.#ask({ kind: 'machine', id: machineId, name }, verb, why);
    } catch (error) {
      // It was deleted: what it did goes with it.
      if (!(error instanceof ProblemError) || error.problem.code !== 'machine.not-found') failed(error);
      return false;
    }
  }

  async #ask(
    subject: { readonly kind: 'machine'; readonly id: string; readonly name: string },
    verb: Schedule['verb'],
    why: Why,
  ): Promise<boolean> {
    const { machines, activity } = this.deps;
    const { cause, after } = why;
    try {
      // What stopped may have left something of the host's on the GPU for a moment: only then is it worth waiting for.
      const options = { gpu: 'as-profile', ...(cause === 'after' && { whenFree: true }) } as const;
      if (verb === 'start') await machines.start(subject.id, options, BATON);
      else await machines.shutDown(subject.id, BATON);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.code === 'machine.not-found') throw error;
      activity.record('automation.refused', subject, BATON, { verb, cause, words: describeLine(error.problem) });
      return false;
    }
    activity.record('automation.asked', subject, BATON, { verb, cause, ...(after !== undefined && { after }) });
    return true;
  }
}
