import type { GpuMoveTarget, GpuService } from '@baton/api/services';
import type { DryRunView, GpuView, IommuGroupView } from '@baton/api/views';
import type { Actor } from '@baton/model/access/roles';
import { refusals } from '@baton/model/handover/checks';
import { dryRun } from '@baton/model/handover/dry-run';
import { type GpuFacts, mainFunction } from '@baton/model/handover/facts';
import { holderOf } from '@baton/model/handover/holder';
import { observe } from '@baton/model/handover/observe';
import { plan } from '@baton/model/handover/plan';
import type { Holder, OwnershipSpan } from '@baton/model/operation/operation';
import { iommuGroups } from '@baton/model/pci/group';
import { type Problem, ProblemError, problem } from '@baton/model/problem';
import type { OperationHandle, OperationRecorder } from '../operations/recorder';
import { outcomeOf } from './handover-error';
import type { Lease } from './lease';
import { type Mover, noGpu } from './mover';
import type { GpuObserver, Sight } from './observer';
import type { Ownership } from './ownership';

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
  /** A defect or a lost record: for the agent's log. */
  readonly failed: (error: unknown) => void;
}

/** The GPU as people see and move it. */
export class Gpu implements GpuService {
  #moved: Promise<void> = Promise.resolve();

  constructor(private readonly parts: GpuServiceParts) {}

  async view(): Promise<GpuView | null> {
    const { observer, ownership, around, lease } = this.parts;
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
      powerBackend: facts.power.backend,
      canPowerOff: facts.power.backend === 'bbswitch',
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

  async dryRun(target: GpuMoveTarget | { to: 'machine'; machineId: string }): Promise<DryRunView> {
    const { facts } = await this.#sight();
    const kind = target.to === 'machine' ? 'vfio' : target.to;
    const way = plan(facts, kind);
    return {
      steps: 'steps' in way ? dryRun(way.steps) : [],
      blockers: [...this.#leased(target.to), ...refusals(facts, kind)],
      qemuArgv: target.to === 'machine' ? await this.parts.around.qemuArgv(target.machineId) : null,
    };
  }

  async move(target: GpuMoveTarget, actor: Actor): Promise<{ operationId: string }> {
    const { observer, ownership, recorder } = this.parts;
    const { facts } = await this.#sight();
    const [refused] = [...this.#leased(target.to), ...refusals(facts, target.to)];
    if (refused) throw new ProblemError(refused);
    const from = this.#holder(facts, (await ownership.current(facts.address))?.holder);
    // Looked at again: somebody else may have begun while the history was read.
    if (observer.moving) throw new ProblemError(problem('gpu.moving', { operationId: observer.moving }));
    const operation = recorder.begin({
      kind: 'hand-over',
      subject: { kind: 'gpu', id: facts.address, name: identity(facts).name },
      handover: { from, to: { kind: target.to } },
      actor,
      steps: ['check'],
    });
    this.#moved = this.#run(target, operation).catch(this.parts.failed);
    return { operationId: operation.id };
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

  async #run(target: GpuMoveTarget, operation: OperationHandle): Promise<void> {
    const { mover, observer, ownership } = this.parts;
    try {
      await mover.exclusively(operation.id, () => mover.move(target.to, operation, { check: true }));
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
