import type { DryRunTarget, GpuMoveTarget, GpuService } from '@baton/api/services';
import type { DryRunView, GpuView, IommuGroupView, PowerView } from '@baton/api/views';
import type { Actor } from '@baton/model/access/roles';
import { refusals } from '@baton/model/handover/checks';
import { dryRun } from '@baton/model/handover/dry-run';
import { stateEvidence } from '@baton/model/handover/evidence';
import { type GpuFacts, mainFunction } from '@baton/model/handover/facts';
import { handoverFindings } from '@baton/model/handover/findings';
import { holderOf } from '@baton/model/handover/holder';
import { isBumblebee } from '@baton/model/handover/home';
import { kernelHolders } from '@baton/model/handover/kernel-holders';
import { observe } from '@baton/model/handover/observe';
import { plan } from '@baton/model/handover/plan';
import { RECOVERY_KINDS, type RecoveryKind, recoveryRefusal, recoverySteps } from '@baton/model/handover/recover';
import type { Finding } from '@baton/model/host/finding';
import type { Holder, OwnershipSpan } from '@baton/model/operation/operation';
import { iommuGroups } from '@baton/model/pci/group';
import { canSwitch, type PowerSetting } from '@baton/model/power/backend';
import { type Problem, ProblemError, problem } from '@baton/model/problem';
import type { EventHub } from '../events/hub';
import type { Activity } from '../operations/activity';
import type { OperationHandle, OperationRecorder, OperationSpec } from '../operations/recorder';
import type { Holders } from '../ports/holders';
import type { HostHardware } from '../ports/host-hardware';
import { WriteError } from '../ports/kernel-errors';
import type { OtherMasters } from '../ports/masters';
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
  /** QEMU's argv of that machine when it is lent the GPU. */
  qemuArgv(machineId: string): Promise<readonly string[]>;
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

  constructor(private readonly parts: GpuServiceParts) {}

  async view(): Promise<GpuView | null> {
    const { observer, ownership, around, lease, keep } = this.parts;
    const sight = await observer.current();
    if (!sight) return null;
    const { facts } = sight;
    const [span, wantedBy, lastHandoverMs] = await Promise.all([
      ownership.current(facts.address),
      around.wantedBy(),
      around.lastHandoverMs(),
    ]);
    const holder = this.#holder(facts, span?.holder);
    return {
      ...identity(facts),
      state: observe(facts),
      holder,
      since: span && sameHolder(span.holder, holder) ? span.from : null,
      asleep: mainFunction(facts)?.runtimeStatus === 'suspended',
      functions: facts.functions,
      processes: facts.processes,
      kernelHolders: kernelHolders(facts),
      services: facts.services.filter(({ active }) => active).map(({ name }) => name),
      bumblebee: isBumblebee(facts),
      power: this.#power(),
      canPowerOff: canSwitch(facts.power.backend),
      evidence: stateEvidence(facts),
      recoveries: RECOVERY_KINDS.map((how) => ({ how, refusal: this.#recoveryRefusal(facts, how) })),
      keepQuestion: keep.current,
      blockers: refusals(facts, 'vfio'),
      wantedBy,
      operationId: observer.moving ?? lease.operationId,
      lastHandoverMs,
    };
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
      blockers: [...this.#leased(target.to), ...refusals(facts, kind)],
      findings: handoverFindings(facts, kind),
      qemuArgv: target.to === 'machine' ? await this.parts.around.qemuArgv(target.machineId) : null,
    };
  }

  async move(target: GpuMoveTarget, actor: Actor): Promise<{ operationId: string }> {
    const { ownership } = this.parts;
    const { facts } = await this.#sight();
    const [refused] = [...this.#leased(target.to), ...refusals(facts, target.to)];
    if (refused) throw new ProblemError(refused);
    const from = this.#holder(facts, (await ownership.current(facts.address))?.holder);
    const handover = { from, to: { kind: target.to } };
    return this.#begin(facts, { kind: 'hand-over', actor, handover }, (operation) =>
      this.parts.mover.move(target.to, operation, { check: true }),
    );
  }

  async recover(how: RecoveryKind, actor: Actor): Promise<{ operationId: string }> {
    const { facts } = await this.#sight();
    const refused = this.#recoveryRefusal(facts, how);
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
    const [leased] = this.#leased('host');
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
    if (sight) ownership.handTo(sight.facts.address, this.#holder(sight.facts));
  }

  async #sight(): Promise<Sight> {
    const sight = await this.parts.observer.current();
    if (!sight) throw noGpu();
    return sight;
  }

  #subject(facts: GpuFacts) {
    return { kind: 'gpu', id: facts.address, name: identity(facts).name } as const;
  }

  #power(): PowerView {
    const { observer, powerSetting } = this.parts;
    const choice = observer.power;
    return { ...choice, setting: powerSetting.current, canSwitch: canSwitch(choice.backend) };
  }

  #recoveryRefusal(facts: GpuFacts, how: RecoveryKind): Problem | null {
    return this.#leased('host')[0] ?? recoveryRefusal(facts, how);
  }

  #dryRecovery(facts: GpuFacts, how: RecoveryKind): DryRunView {
    const refusal = this.#recoveryRefusal(facts, how);
    return {
      steps: refusal ? [] : dryRun(recoverySteps(facts, how)),
      blockers: refusal ? [refusal] : [],
      findings: [],
      qemuArgv: null,
    };
  }

  #holder(facts: GpuFacts, before: Holder = { kind: 'nobody' }): Holder {
    const { runner } = this.parts.lease;
    return runner ? { kind: 'machine', ...runner } : holderOf(observe(facts), facts, before);
  }

  /** A machine has the lease: people shut it down first. */
  #leased(to: 'host' | 'off' | 'machine'): readonly Problem[] {
    const { lease, observer } = this.parts;
    if (to === 'machine' || !lease.borrower || !observer.gpu) return [];
    return [problem('gpu.in-guest', { address: observer.gpu })];
  }
}

function identity(facts: GpuFacts) {
  const main = mainFunction(facts);
  const driver = main?.driver ?? null;
  return {
    address: facts.address as string,
    name: main?.name ?? facts.address,
    vendorId: main?.vendorId ?? '',
    deviceId: main?.deviceId ?? '',
    subsystemVendorId: main?.subsystemVendorId ?? '',
    subsystemDeviceId: main?.subsystemDeviceId ?? '',
    driver,
    driverVersion: facts.modules.find((module) => module.name === driver)?.version ?? null,
  };
}

function sameHolder(a: Holder, b: Holder): boolean {
  return a.kind === b.kind && (a.kind !== 'machine' || b.kind !== 'machine' || a.id === b.id);
}
