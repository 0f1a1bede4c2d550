import type { StartOptions } from '@baton/api/services';
import type { Actor } from '@baton/model/access/roles';
import { judge } from '@baton/model/machine/actions';
import { isUp, type RunEnd } from '@baton/model/machine/state';
import type { Holder } from '@baton/model/operation/operation';
import { fail } from '@baton/model/problem';
import type { AfterExit } from '@baton/model/profile/devices';
import type { OperationRecorder } from '../operations/recorder';
import type { ReadableEntry } from '../profiles/book';
import type { Fleet, Member } from './fleet';
import { FreeWaits } from './free-wait';
import { returnGpu } from './gpu-return';
import { beginJob, type Job } from './job';
import { runEndLine } from './run-end';
import type { StartPlan, StartPlanner } from './start-plan';
import { carryOut, problemOf, type StartRunDeps } from './start-run';
import { within } from './within';

/** How long a switch waits for the holder to shut down. A person may force it off meanwhile, and the switch goes on. */
const SWITCH_PATIENCE_MS = 90_000;

export interface ConductorDeps extends Omit<StartRunDeps, 'waits'> {
  readonly fleet: Fleet;
  readonly planner: StartPlanner;
  readonly recorder: OperationRecorder;
  /** Who has the GPU now, for the timeline. */
  readonly holder: () => Holder;
  readonly switchPatienceMs?: number;
}

/** A process that is gone, and what it said of it itself. */
interface Ended extends Pick<Member, 'farewell'> {
  readonly end: RunEnd;
}

/** Starts, switches and what comes after an end: the operations of which a machine's life is made. */
export class Conductor {
  /** Operations under way, so that a stopping agent can wait for their records. */
  readonly #working = new Set<Promise<void>>();

  readonly #waits: FreeWaits;

  constructor(private readonly deps: ConductorDeps) {
    this.#waits = new FreeWaits(deps);
  }

  /** Begins a start. @throws ProblemError `machine.refused` | `gpu.none` | `gpu.held`; later failures end the operation */
  start(profile: ReadableEntry, options: StartOptions, actor: Actor): { operationId: string | null } {
    const member = this.deps.fleet.member(profile.id, profile.definition.name);
    if (!this.#mayStart(member)) return { operationId: member.operationId };
    const withGpu = profile.definition.gpu.wanted && options.gpu === 'as-profile';
    if (withGpu) this.#refuseHeld(member);
    const job = beginJob(this.deps, profile, {
      kind: 'start',
      withGpu,
      actor,
      options,
      steps: ['check', 'start', 'verify'],
    });
    this.#work(this.#carryOut(job, () => this.#check(job)));
    return { operationId: job.operation.id };
  }

  /** Shuts the holder of the GPU down and starts `profile` with it, as one operation. */
  switchTo(profile: ReadableEntry, actor: Actor): { operationId: string } {
    const lease = this.deps.lender.leaseHolder();
    const holder = lease && this.deps.fleet.find(lease.id);
    const member = this.deps.fleet.member(profile.id, profile.definition.name);
    if (!this.#mayStart(member)) return { operationId: member.operationId ?? '' };
    if (!lease || !holder || holder.id === member.id) {
      return { operationId: this.start(profile, { gpu: 'as-profile' }, actor).operationId ?? '' };
    }
    this.#refuseMoving(holder.id);
    // One switch at a time: a second one would take the GPU away under the first, or let go of its holder.
    if (holder.attended) fail('gpu.moving', { operationId: holder.operationId ?? '' });
    const steps = ['check', 'shut-down', 'stopped', 'start', 'verify'] as const;
    const job = beginJob(this.deps, profile, { kind: 'switch', withGpu: true, actor, options: {}, steps });
    this.#work(this.#switch(job, holder));
    return { operationId: job.operation.id };
  }

  /** Ends a start that waits for the GPU to be free. @returns false when it does not wait */
  cancelWait(machineId: string): boolean {
    return this.#waits.cancel(machineId);
  }

  /** The agent stops: nothing waits any longer. */
  cancelWaits(): void {
    this.#waits.cancelAll();
  }

  /** A process is gone: history, the host gets back what it gave, and the GPU goes back when no operation looks after that already. */
  ended(member: Member, end: RunEnd): void {
    const { runId, withGpu, launch, attended, farewell } = member;
    member.launch = null;
    member.farewell = null;
    this.#work(this.deps.dresser.dismiss(member));
    if (!runId) return;
    this.#work(this.#recordEnd(member, runId, { end, farewell }));
    if (attended) return;
    member.withGpu = false;
    if (withGpu) this.#beginReturn(member, { runId, end, after: launch?.afterExit ?? 'host' });
  }

  /** After an agent was killed: what it had set up for machines that are not up any more goes back. */
  tidyUp(): void {
    for (const member of this.deps.fleet.down()) this.#work(this.deps.dresser.dismiss(member));
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.#working.size > 0) await Promise.all(this.#working);
  }

  #mayStart(member: Member): boolean {
    // Its profile was read before it was deleted: nobody would ever see the machine that starts now.
    if (this.deps.fleet.isRetired(member.id)) fail('machine.not-found', { id: member.id });
    const judgement = judge('start', member.driver.state);
    if ('deny' in judgement) fail('machine.refused', { ...judgement.deny, name: member.name });
    if ('take' in judgement) this.deps.fleet.diskClaims.refuseStart(member.id, member.name);
    return 'take' in judgement;
  }

  #refuseHeld(member: Member): void {
    const { lender } = this.deps;
    if (!lender.hasGpu()) fail('gpu.none', {});
    const holder = lender.leaseHolder();
    if (holder && holder.id !== member.id) {
      this.#refuseMoving(holder.id);
      fail('gpu.held', { holderId: holder.id, holderName: holder.name, wantedBy: member.name });
    }
  }

  /** A holder that is not up any more is giving the GPU back right now. */
  #refuseMoving(holderId: string): void {
    const holder = this.deps.fleet.find(holderId);
    if (holder && !isUp(holder.driver.state)) fail('gpu.moving', { operationId: holder.operationId ?? '' });
  }

  #check({ profile, withGpu }: Job): Promise<StartPlan> {
    return this.deps.planner.check(profile, { others: this.deps.fleet.up(), withGpu });
  }

  async #switch(job: Job, holder: Member): Promise<void> {
    const { operation, member } = job;
    const { lender, fleet, planner } = this.deps;
    const borrower = { id: holder.id, name: holder.name };
    const after = holder.launch?.afterExit ?? 'host';
    holder.attended = true;
    try {
      const others = fleet.up().filter((other) => other.id !== holder.id);
      const freedMiB = holder.launch?.memoryMiB ?? 0;
      const check = () => planner.check(job.profile, { others, freedMiB, withGpu: true });
      const plan = await operation.step('check', check);
      await operation.step('shut-down', async (note) => {
        note(holder.name);
        await holder.driver.shutDown(holder.name);
      });
      await operation.step('stopped', async (note) => {
        await this.#waitForStop(holder);
        const { state } = holder.driver;
        if (state.kind === 'stopped' && state.last) note(runEndLine(state.last));
      });
      // It stays on vfio-pci: the next machine takes it from there.
      await lender.giveBack(borrower, 'leave', operation);
      holder.withGpu = false;
      job.leftAside = true;
      // What the host gave the last one is back, or the next one would miss it.
      await holder.undressing;
      await this.#carryOut(job, () => Promise.resolve(plan));
    } catch (error) {
      member.driver.abandon();
      member.attended = false;
      await operation.fail(problemOf(this.deps, error, operation.id), 'failed');
    } finally {
      holder.attended = false;
      this.#returnIfLeft(holder, after);
    }
  }

  /** It ended while an operation that looked after it did something else: its GPU still has to go back. */
  #returnIfLeft(holder: Member, after: AfterExit): void {
    const { state } = holder.driver;
    if (!holder.withGpu || state.kind !== 'stopped' || !state.last || !holder.runId) return;
    holder.withGpu = false;
    this.#beginReturn(holder, { runId: holder.runId, end: state.last, after });
  }

  async #waitForStop(holder: Member): Promise<void> {
    const { clock, switchPatienceMs = SWITCH_PATIENCE_MS } = this.deps;
    await within(clock, switchPatienceMs, holder.driver.whenStopped());
    if (!isUp(holder.driver.state)) return;
    fail('machine.does-not-stop', { name: holder.name, seconds: Math.round(switchPatienceMs / 1000) });
  }

  async #carryOut(job: Job, check: () => Promise<StartPlan>): Promise<void> {
    const runs = await carryOut({ ...this.deps, waits: this.#waits }, job, check);
    if (runs) this.#returnIfLeft(job.member, job.profile.definition.gpu.afterExit);
  }

  #beginReturn(member: Member, why: { runId: string; end: RunEnd; after: AfterExit }): void {
    member.returning = returnGpu(this.deps, { member, ...why, problemOf: (e, id) => problemOf(this.deps, e, id) });
    this.#work(member.returning);
  }

  async #recordEnd({ id, name }: Member, runId: string, { end, farewell }: Ended): Promise<void> {
    await this.deps.runs.end(runId, new Date(end.at), end);
    this.deps.activity.record('machine.ended', { kind: 'machine', id, name }, null, {
      cause: end.cause,
      ...(end.rung && { rung: end.rung }),
      ...(farewell && { raw: farewell }),
    });
  }

  #work(work: Promise<void>): void {
    const settled = work
      .catch((error: unknown) => this.deps.defect(error, 'machines'))
      .finally(() => this.#working.delete(settled));
    this.#working.add(settled);
  }
}
