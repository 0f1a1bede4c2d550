import type { DryRunTarget, GpuMoveTarget, GpuService } from '@baton/api/services';
import type { DryRunView, GpuView, IommuGroupView } from '@baton/api/views';
import type { Actor } from '@baton/model/access/roles';
import { refusals } from '@baton/model/handover/checks';
import { dryRun } from '@baton/model/handover/dry-run';
import type { GpuFacts } from '@baton/model/handover/facts';
import { handoverFindings } from '@baton/model/handover/findings';
import { plan } from '@baton/model/handover/plan';
import { type RecoveryKind, recoverySteps } from '@baton/model/handover/recover';
import type { Finding } from '@baton/model/host/finding';
import type { OwnershipSpan } from '@baton/model/operation/operation';
import { iommuGroups } from '@baton/model/pci/group';
import type { PowerSetting } from '@baton/model/power/backend';
import { ProblemError, problem } from '@baton/model/problem';
import type { EventHub } from '../events/hub';
import type { Activity } from '../operations/activity';
import type { OperationHandle, OperationRecorder, OperationSpec } from '../operations/recorder';
import type { Holders } from '../ports/holders';
import type { HostHardware } from '../ports/host-hardware';
import { WriteError } from '../ports/kernel-errors';
import type { OtherMasters } from '../ports/masters';
import { GpuViews, identity } from './gpu-view';
import { outcomeOf } from './handover-error';
import type { KeepQuestions } from './keep-questions';
import type { Lease } from './lease';
import { type Mover, noGpu } from './mover';
import type { GpuObserver, Sight } from './observer';
import type { Ownership } from './ownership';
import type { PowerSettingKeeper } from './power-setting';

/** What the GPU page shows and others know. */
export interface GpuSurroundings {
  /** Machines that want the GPU, in list order. */
  wantedBy(): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** QEMU's argv of that machine when it is lent the GPU; null = QEMU is not installed. */
  qemuArgv(machineId: string): Promise<readonly string[] | null>;
  /** How long the last hand-over to a machine took, milliseconds. */
  lastHandoverMs(): Promise<number | null>;
}

export interface GpuServiceParts {
  readonly observer: GpuObserver;
  readonly mover: Mover;
  readonly lease: Lease;
  readonly ownership: Ownership;
  readonly recorder: OperationRecorder;
  readonly around: GpuSurroundings;
  readonly keep: KeepQuestions;
  readonly powerSetting: PowerSettingKeeper;
  readonly holders: Pick<Holders, 'ask'>;
  readonly masters: OtherMasters;
  readonly optirun: HostHardware['optirun'];
  readonly activity: Activity;
  readonly events: EventHub;
  /** A defect or a lost record: for the agent's log. */
  readonly failed: (error: unknown) => void;
}

/** The GPU as people see and move it. */
export class Gpu implements GpuService {
  #moved: Promise<void> = Promise.resolve();
  readonly #views: GpuViews;

  constructor(private readonly parts: GpuServiceParts) {
    this.#views = new GpuViews(parts);
  }

  view(): Promise<GpuView | null> {
    return this.#views.view();
  }

  async groups(): Promise<readonly IommuGroupView[]> {
    const { observer } = this.parts;
    const functions = (await observer.current())?.functions ?? (await observer.functions());
    return iommuGroups(functions, observer.gpu);
  }

  async dryRun(target: DryRunTarget): Promise<DryRunView> {
    const { facts } = await this.#sight();
    if (target.to === 'recover') return this.#dryRecovery(facts, target.how);
    const kind = target.to === 'machine' ? 'vfio' : target.to;
    const way = plan(facts, kind);
    return {
      steps: 'steps' in way ? dryRun(way.steps) : [],
      blockers: [...this.#views.leased(target.to), ...refusals(facts, kind)],
      findings: handoverFindings(facts, kind),
      qemuArgv: target.to === 'machine' ? await this.parts.around.qemuArgv(target.machineId) : null,
    };
  }

  async move(target: GpuMoveTarget, actor: Actor): Promise<{ operationId: string }> {
    const { ownership } = this.parts;
    const { facts } = await this.#sight();
    const [refused] = [...this.#views.leased(target.to), ...refusals(facts, target.to)];
    if (refused) throw new ProblemError(refused);
    const from = this.#views.holder(facts, (await ownership.current(facts.address))?.holder);
    const handover = { from, to: { kind: target.to } };
    return this.#begin(facts, { kind: 'hand-over', actor, handover }, (operation) =>
      this.parts.mover.move(target.to, operation, { check: true }),
    );
  }

  async recover(how: RecoveryKind, actor: Actor): Promise<{ operationId: string }> {
    const { facts } = await this.#sight();
    const refused = this.#views.recoveryRefusal(facts, how);
    if (refused) throw new ProblemError(refused);
    return this.#begin(facts, { kind: 'recover', actor }, (operation) => this.parts.mover.recover(how, operation));
  }

  async findings(): Promise<readonly Finding[]> {
    const { observer, masters } = this.parts;
    const sight = await observer.current();
    if (!sight) return [];
    return [...(await masters.find(sight.facts.address)), ...handoverFindings(sight.facts, 'vfio')];
  }

  async askToClose({ pid, startTicks }: { pid: number; startTicks: number }, actor: Actor): Promise<void> {
    const { holders, observer, activity } = this.parts;
    // A fresh look: Baton asks nobody who has not got the GPU open right now.
    const { facts } = await this.#sight().then(() => observer.look());
    const found = facts.processes.find((each) => each.pid === pid && each.startTicks === startTicks);
    if (!found) throw new ProblemError(problem('gpu.not-a-holder', { pid }));
    try {
      await holders.ask(found);
    } catch (error) {
      if (!(error instanceof WriteError)) throw error;
      throw new ProblemError(problem('gpu.close-refused', { pid, command: found.command, words: error.words }));
    }
    activity.record('gpu.asked-to-close', this.#subject(facts), actor, { pid, command: found.command });
    observer.stale();
    this.parts.events.emit('gpu');
  }

  async setPower(setting: PowerSetting, actor: Actor): Promise<void> {
    const { observer, powerSetting, activity, events } = this.parts;
    if (observer.moving) throw new ProblemError(problem('gpu.moving', { operationId: observer.moving }));
    await powerSetting.set(setting);
    await observer.choosePower();
    const { facts } = await this.#sight();
    activity.record('gpu.power-chosen', this.#subject(facts), actor, { backend: setting.backend });
    events.emit('gpu');
  }

  async answerKeep(operationId: string, answer: 'keep' | 'return'): Promise<boolean> {
    return this.parts.keep.answer(operationId, answer);
  }

  async verifyBumblebee(): Promise<{ readonly ok: boolean; readonly output: string } | null> {
    const { observer, optirun, events } = this.parts;
    if (observer.moving) throw new ProblemError(problem('gpu.moving', { operationId: observer.moving }));
    const [leased] = this.#views.leased('host');
    if (leased) throw new ProblemError(leased);
    const said = await optirun();
    observer.stale();
    events.emit('gpu');
    return said;
  }

  async history(fromMs: number): Promise<readonly OwnershipSpan[]> {
    const { observer, ownership } = this.parts;
    return observer.gpu ? ownership.since(observer.gpu, fromMs) : [];
  }

  /** Resolves when the last move that was begun here is over. */
  async settled(): Promise<void> {
    await this.#moved;
    await this.parts.ownership.settled();
  }

  #begin(
    facts: GpuFacts,
    what: Pick<OperationSpec, 'kind' | 'actor' | 'handover'>,
    work: (operation: OperationHandle) => Promise<void>,
  ): { operationId: string } {
    const { observer, recorder } = this.parts;
    // Looked at again: somebody else may have begun while the history was read.
    if (observer.moving) throw new ProblemError(problem('gpu.moving', { operationId: observer.moving }));
    const operation = recorder.begin({ ...what, subject: this.#subject(facts), steps: ['check'] });
    this.#moved = this.#run(operation, work).catch(this.parts.failed);
    return { operationId: operation.id };
  }

  async #run(operation: OperationHandle, work: (operation: OperationHandle) => Promise<void>): Promise<void> {
    const { mover, observer, ownership } = this.parts;
    try {
      await mover.exclusively(operation.id, () => work(operation));
      await operation.succeed();
    } catch (error) {
      if (!(error instanceof ProblemError)) this.parts.failed(error);
      const cause = error instanceof ProblemError ? error.problem : problem('internal', { reference: operation.id });
      await operation.fail(cause, outcomeOf(error));
    }
    const sight = await observer.current();
    if (sight) ownership.handTo(sight.facts.address, this.#views.holder(sight.facts));
  }

  async #sight(): Promise<Sight> {
    const sight = await this.parts.observer.current();
    if (!sight) throw noGpu();
    return sight;
  }

  #subject(facts: GpuFacts) {
    return { kind: 'gpu', id: facts.address, name: identity(facts).name } as const;
  }

  #dryRecovery(facts: GpuFacts, how: RecoveryKind): DryRunView {
    const refusal = this.#views.recoveryRefusal(facts, how);
    return {
      steps: refusal ? [] : dryRun(recoverySteps(facts, how)),
      blockers: refusal ? [refusal] : [],
      findings: [],
      qemuArgv: null,
    };
  }
}
