import type { Runs } from '@baton/db';
import type { RunEnd } from '@baton/model/machine/state';
import { ProblemError } from '@baton/model/problem';
import type { GpuAssignment } from '@baton/model/qemu/assignment';
import type { Clock } from '../ports/clock';
import type { Outfit } from '../ports/outfit';
import type { QemuLauncher, RunningQemu } from '../ports/qemu-launcher';
import type { Member } from './fleet';
import { type Launch, type LaunchPlanDeps, planLaunch } from './launch-plan';
import { startFailure } from './start-failure';
import type { StartPlan } from './start-plan';

export interface BootDeps extends LaunchPlanDeps {
  readonly clock: Clock;
  readonly launcher: QemuLauncher;
  readonly runs: Pick<Runs, 'start' | 'spawned' | 'end'>;
}

export interface BootOrder {
  readonly member: Member;
  readonly plan: StartPlan;
  readonly runId: string;
  /** Resolves when the run is on record. */
  readonly recorded: Promise<unknown> | null;
  readonly gpu: GpuAssignment | null;
  readonly outfit: Outfit;
  readonly note: (detail: string) => void;
}

/** Puts a run on record, before its machine or the GPU is touched: an agent that ends after this finds what it had begun. */
export async function recordRun(
  { runs, clock }: Pick<BootDeps, 'runs' | 'clock'>,
  { member, plan, runId, withGpu }: Pick<BootOrder, 'member' | 'plan' | 'runId'> & { readonly withGpu: boolean },
): Promise<void> {
  const { uuid, name } = plan.definition;
  const startedAt = new Date(clock.now());
  const accel = plan.accelerator.kind;
  await runs.start({ id: runId, profileId: member.id, profileName: name, uuid, startedAt, accel, gpu: withGpu });
}

/** From a checked plan to a QEMU that is ready. @throws ProblemError `machine.start-failed` | `machine.start-timeout` | `qemu.missing` */
export async function boot(deps: BootDeps, order: BootOrder): Promise<void> {
  const { member, plan, runId, outfit, note } = order;
  const { launch, qemu } = await spawn(deps, order);
  const { pid, startTicks } = qemu.identity;
  const accel = launch.record.accelerator;
  note([`pid ${pid}, ${accel}`, ...outfit.notes].join('. '));
  const [ready] = await Promise.all([
    member.driver.boot(qemu, launch.paths.sockets.qmp),
    deps.runs.spawned(runId, { pid, procStartTicks: startTicks, accel }),
  ]);
  if (ready) return;
  const { state } = member.driver;
  throw new ProblemError(startFailure(plan.definition.name, state.kind === 'stopped' ? state.last : undefined));
}

/** The run is on record before the process exists: an agent that ends in between finds the process by its pid file. */
async function spawn(deps: BootDeps, order: BootOrder): Promise<{ launch: Launch; qemu: RunningQemu }> {
  const { launcher, runs, clock } = deps;
  const { member, plan, runId, recorded, gpu, outfit } = order;
  member.runId = runId;
  try {
    const [launch] = await Promise.all([planLaunch(deps, plan, { runId, gpu, outfit }), recorded]);
    member.withGpu = gpu !== null;
    member.launch = launch.record;
    return { launch, qemu: await launcher.launch(launch.spec) };
  } catch (error) {
    const at = clock.now();
    await runs.end(runId, new Date(at), { at, cause: 'start-failed' } satisfies RunEnd);
    throw error;
  }
}
