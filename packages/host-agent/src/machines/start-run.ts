import type { Runs } from '@baton/db';
import { isUp } from '@baton/model/machine/state';
import { type Problem, ProblemError, problem } from '@baton/model/problem';
import type { GpuAssignment } from '@baton/model/qemu/assignment';
import { outcomeOf } from '../handover/handover-error';
import type { GpuLender } from '../handover/lender';
import type { Activity } from '../operations/activity';
import { type BootDeps, boot, recordRun } from './boot';
import { withCheck } from './checked-operation';
import type { Dresser } from './dresser';
import type { FreeWaits } from './free-wait';
import { type Job, tellWarnings } from './job';
import type { StartPlan } from './start-plan';
import { verifyStart } from './verify';

export interface StartRunDeps extends BootDeps {
  readonly lender: GpuLender;
  readonly dresser: Dresser;
  readonly waits: FreeWaits;
  readonly runs: Pick<Runs, 'start' | 'spawned' | 'end' | 'discard'>;
  readonly activity: Activity;
  /** A defect: something failed that is no Problem. */
  readonly defect: (error: unknown, reference: string) => void;
}

/** Why a start did not go through, and whether the hand-over brought everything back already. */
interface Failure {
  readonly cause: Problem;
  readonly outcome: 'failed' | 'undone';
}

/** From the checks to a verified machine, or back to where it was. @returns whether it runs. Never throws a Problem */
export async function carryOut(deps: StartRunDeps, job: Job, check: () => Promise<StartPlan>): Promise<boolean> {
  const { member, operation } = job;
  const held: { gpu: GpuAssignment | null } = { gpu: null };
  try {
    await Promise.all([member.returning, member.undressing]);
    const plan = await checkAndLend(deps, job, { check, held });
    await bringUp(deps, { job, plan, gpu: held.gpu });
    member.attended = false;
    if (held.gpu) deps.lender.lent({ id: member.id, name: member.name });
    await operation.succeed();
    return true;
  } catch (error) {
    await undo(deps, job, {
      lent: held.gpu !== null || job.leftAside,
      failure: { cause: problemOf(deps, error, operation.id), outcome: outcomeOf(error) },
    });
    return false;
  }
}

export function problemOf({ defect }: Pick<StartRunDeps, 'defect'>, error: unknown, operationId: string): Problem {
  if (error instanceof ProblemError) return error.problem;
  defect(error, operationId);
  return problem('internal', { reference: operationId });
}

async function checkAndLend(
  deps: StartRunDeps,
  job: Job,
  { check, held }: { check: () => Promise<StartPlan>; held: { gpu: GpuAssignment | null } },
): Promise<StartPlan> {
  const { member, operation, withGpu, options, runId } = job;
  const { lender, waits } = deps;
  const borrower = { id: member.id, name: member.name };
  const found: { plan?: StartPlan } = {};
  const runCheck = async () => {
    const plan = await check();
    found.plan = plan;
    job.recorded = recordRun(deps, { member, plan, runId, withGpu });
    // Before the hand-over's first write: an agent that ends from here on finds for whom the GPU was taken away.
    if (withGpu) await job.recorded;
  };
  if (withGpu && options.whenFree) await waits.untilFree(borrower, operation);
  if (withGpu) held.gpu = await lender.lend(borrower, withCheck(operation, runCheck));
  if (withGpu && options.askToKeep) await lender.askToKeep(operation);
  if (!found.plan) await operation.step('check', runCheck);
  if (!found.plan) throw new Error('a start went on without its checks');
  return found.plan;
}

async function bringUp(
  deps: StartRunDeps,
  { job, plan, gpu }: { job: Job; plan: StartPlan; gpu: GpuAssignment | null },
): Promise<void> {
  const { member, operation, withGpu, runId, recorded } = job;
  const { dresser } = deps;
  tellWarnings(deps, job, plan);
  const outfit = await dresser.prepare(plan, { gpu, operation, recorded });
  await operation.step('start', (note) => boot(deps, { member, plan, runId, recorded, gpu, outfit, note }));
  await operation.step('verify', () => verifyStart(member.driver.session, member.name, withGpu));
  await dresser.settle(plan, member, operation);
}

async function undo(
  deps: StartRunDeps,
  job: Job,
  { lent, failure }: { lent: boolean; failure: Failure },
): Promise<void> {
  const { member, operation, profile, runId, recorded } = job;
  const { lender, runs, defect, dresser } = deps;
  member.driver.abandon();
  if (isUp(member.driver.state)) await member.driver.forceOff(member.name).catch(() => undefined);
  member.launch = null;
  member.withGpu = false;
  await dresser.dismiss(member);
  // It was recorded for a process that was never tried: no machine ran.
  if (recorded && member.runId !== runId)
    await recorded.then(() => runs.discard(runId)).catch((error) => defect(error, operation.id));
  let { outcome } = failure;
  // Nobody said that the screen lives: the GPU goes where it was, whatever the profile says of an end.
  const after = failure.cause.code === 'gpu.not-kept' ? 'host' : profile.definition.gpu.afterExit;
  if (lent) {
    operation.undoing();
    outcome = await lender.giveBack({ id: member.id, name: member.name }, after, operation).then(
      () => 'undone' as const,
      () => 'failed' as const,
    );
  }
  member.attended = false;
  await operation.fail(failure.cause, outcome);
}
