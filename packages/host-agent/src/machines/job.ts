import { randomUUID } from 'node:crypto';
import type { StartOptions } from '@baton/api/services';
import type { Actor } from '@baton/model/access/roles';
import { finding } from '@baton/model/host/finding';
import type { Holder } from '@baton/model/operation/operation';
import type { Activity } from '../operations/activity';
import type { OperationHandle, OperationRecorder } from '../operations/recorder';
import type { ReadableEntry } from '../profiles/book';
import type { Fleet, Member } from './fleet';
import type { StartPlan } from './start-plan';

/** One start under way. */
export interface Job {
  readonly profile: ReadableEntry;
  readonly member: Member;
  readonly operation: OperationHandle;
  readonly runId: string;
  readonly withGpu: boolean;
  readonly options: Pick<StartOptions, 'whenFree' | 'askToKeep'>;
  /** A switch left the GPU on vfio-pci: a failure from there on has to bring it back. */
  leftAside: boolean;
  /** Resolves when the run is on record; null until the checks have passed. */
  recorded: Promise<unknown> | null;
}

export interface JobDeps {
  readonly fleet: Fleet;
  readonly recorder: OperationRecorder;
  /** Who has the GPU now, for the timeline. */
  readonly holder: () => Holder;
}

export interface JobOrder {
  readonly kind: 'start' | 'switch';
  readonly withGpu: boolean;
  readonly actor: Actor;
  readonly options: Job['options'];
  readonly steps: readonly ('check' | 'shut-down' | 'stopped' | 'start' | 'verify')[];
}

/** Begins a start: its operation is on the pages, and nobody else may start that machine. */
export function beginJob({ fleet, recorder, holder }: JobDeps, profile: ReadableEntry, order: JobOrder): Job {
  const { id } = profile;
  const { name } = profile.definition;
  const { kind, withGpu, actor, options, steps } = order;
  const member = fleet.member(id, name);
  const runId = randomUUID();
  const operation = recorder.begin({
    ...{ kind, runId, actor, steps },
    subject: { kind: 'machine', id, name },
    ...(withGpu && { handover: { from: holder(), to: { kind: 'machine', id, name } as const } }),
  });
  member.operationId = operation.id;
  member.attended = true;
  member.driver.begin(operation.id);
  return { profile, member, operation, runId, withGpu, options, leftAside: false, recorded: null };
}

/** What the checks let pass: this is where it is read later. */
export function tellWarnings(
  { activity }: { readonly activity: Activity },
  { member, operation }: Job,
  { onBattery, discs }: StartPlan,
): void {
  for (const { code, facts } of discs) operation.finding(finding(code, 'warning', facts));
  if (onBattery === null) return;
  const subject = { kind: 'machine', id: member.id, name: member.name } as const;
  activity.record('machine.on-battery', subject, null, { percent: onBattery });
  operation.finding(finding('gpu.on-battery', 'warning', { percent: onBattery }));
}
