import type { Actor } from '@baton/model/access/roles';
import type { Automation } from '@baton/model/automation/automation';

export interface AutomationView extends Automation {
  readonly machineId: string;
  /** When the next of its schedules comes due, milliseconds since the epoch. */
  readonly nextAt: number | null;
  readonly nextVerb: 'start' | 'shut-down' | null;
  /** The same of each of `schedules`, in their order; null = it is switched off. */
  readonly dueAt: readonly (number | null)[];
  /** It starts as soon as that machine has stopped. */
  readonly startsAfter: { readonly id: string; readonly name: string } | null;
}

/** What machines do without being asked. */
export interface AutomationService {
  /** Of every machine that has some. */
  list(): Promise<readonly AutomationView[]>;
  view(machineId: string): Promise<AutomationView>;
  set(machineId: string, automation: Automation, actor: Actor): Promise<AutomationView>;
  /** Starts `machineId` once `afterId` has stopped; null takes it back. @throws ProblemError `automation.*` */
  startAfter(machineId: string, afterId: string | null, actor: Actor): Promise<void>;
}
