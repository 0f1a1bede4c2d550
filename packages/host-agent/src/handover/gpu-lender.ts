import { refusals } from '@baton/model/handover/checks';
import { type GpuFacts, mainFunction, slotFunctions, VFIO } from '@baton/model/handover/facts';
import { holderOf } from '@baton/model/handover/holder';
import { observe } from '@baton/model/handover/observe';
import { canSwitch } from '@baton/model/power/backend';
import { fail, type Problem, ProblemError, problem } from '@baton/model/problem';
import type { AfterExit } from '@baton/model/profile/devices';
import type { GpuAssignment } from '@baton/model/qemu/assignment';
import type { EventHub } from '../events/hub';
import type { OperationHandle } from '../operations/recorder';
import type { KeepQuestions } from './keep-questions';
import type { Lease } from './lease';
import type { Borrower, GpuLender } from './lender';
import { type Mover, noGpu } from './mover';
import type { GpuObserver } from './observer';
import type { Ownership } from './ownership';

export interface LenderParts {
  readonly observer: GpuObserver;
  readonly mover: Mover;
  readonly lease: Lease;
  readonly ownership: Ownership;
  readonly events: EventHub;
  readonly keep: KeepQuestions;
  /** Real functions go into QEMU by vfio-pci; the simulated laptop's by a stand-in. */
  readonly assignment: GpuAssignment['kind'];
}

/** Lends the GPU to one machine at a time. */
export class Lender implements GpuLender {
  constructor(private readonly parts: LenderParts) {}

  leaseHolder(): Borrower | null {
    return this.parts.lease.borrower;
  }

  hasGpu(): boolean {
    return this.parts.observer.gpu !== null;
  }

  async blockers(borrower: Borrower): Promise<readonly Problem[]> {
    const held = this.#held(borrower);
    if (held) return [held];
    const sight = await this.parts.observer.current();
    return sight ? refusals(sight.facts, 'vfio') : [problem('gpu.none', {})];
  }

  async lend(borrower: Borrower, operation: OperationHandle): Promise<GpuAssignment> {
    const { lease, mover, observer, events } = this.parts;
    if (!this.hasGpu()) throw noGpu();
    const held = this.#held(borrower);
    if (held) throw new ProblemError(held);
    // Whoever moves it now decides about the lease.
    if (observer.moving) fail('gpu.moving', { operationId: observer.moving });
    const wasItsOwn = lease.borrower !== null;
    lease.take(borrower, operation.id);
    try {
      await mover.exclusively(operation.id, () => mover.move('vfio', operation, { check: true }));
      return await this.#assignment();
    } catch (error) {
      if (!wasItsOwn) {
        lease.free();
        await this.#noteHolder();
      }
      events.emit('gpu');
      throw error;
    }
  }

  lent(borrower: Borrower): void {
    const { lease, ownership, observer, events } = this.parts;
    if (!lease.take(borrower, null) || observer.gpu === null) return;
    lease.lent();
    observer.stale();
    ownership.handTo(observer.gpu, { kind: 'machine', ...borrower });
    events.emit('gpu');
  }

  async giveBack(borrower: Borrower, after: AfterExit, operation: OperationHandle): Promise<void> {
    const { lease, mover, observer, events } = this.parts;
    const held = this.#held(borrower);
    if (held) throw new ProblemError(held);
    // A hand-over under way decides about the lease itself.
    if (observer.moving) fail('gpu.moving', { operationId: observer.moving });
    try {
      await mover.exclusively(operation.id, async () => {
        await mover.untilReleased();
        await this.#bringBack(after, operation);
      });
    } finally {
      lease.free();
      await this.#noteHolder();
      events.emit('gpu');
    }
  }

  askToKeep(operation: OperationHandle): Promise<void> {
    return this.parts.keep.ask(operation);
  }

  async checkAfterSleep(): Promise<Problem | null> {
    const { observer, events } = this.parts;
    if (observer.gpu === null) return null;
    const { facts } = await observer.lookAwake();
    events.emit('gpu');
    const state = observe(facts);
    const asleep = mainFunction(facts)?.runtimeStatus === 'suspended';
    if (state.kind === 'in-guest' && !asleep) return null;
    if (state.kind === 'wedged') return state.problem;
    const found = state.kind === 'missing' ? 'not on the bus' : asleep ? 'still asleep' : 'not open in its machine';
    return problem('gpu.lost-in-sleep', { address: observer.gpu, state: found });
  }

  adopt(borrower: Borrower): void {
    this.lent(borrower);
  }

  async #bringBack(after: AfterExit, operation: OperationHandle): Promise<void> {
    const { mover, observer } = this.parts;
    const { facts } = await observer.look();
    const target = after === 'off' && !canPowerOff(facts) ? 'host' : after;
    if (target !== 'leave') {
      await mover.move(target, operation, { check: false });
      return;
    }
    const state = observe(facts);
    if (state.kind === 'in-guest') fail('gpu.in-guest', { address: facts.address });
    if (state.kind === 'wedged') throw new ProblemError(state.problem);
  }

  /** Whatever happened, the chart says who has it now. */
  async #noteHolder(): Promise<void> {
    const { observer, ownership } = this.parts;
    const sight = await observer.current();
    if (!sight) return;
    ownership.handTo(sight.facts.address, holderOf(observe(sight.facts), sight.facts, { kind: 'nobody' }));
  }

  async #assignment(): Promise<GpuAssignment> {
    const { observer, assignment } = this.parts;
    const { facts } = await observer.look();
    if (assignment === 'stand-in') return { kind: 'stand-in', address: facts.address };
    const functions = slotFunctions(facts).filter((fn) => fn.driver === VFIO);
    return {
      kind: 'vfio-pci',
      functions: functions.map(({ address, subsystemVendorId, subsystemDeviceId }) => ({
        address,
        subsystemVendorId,
        subsystemDeviceId,
      })),
    };
  }

  #held(borrower: Borrower): Problem | undefined {
    const holder = this.parts.lease.borrower;
    if (!holder || holder.id === borrower.id) return undefined;
    return problem('gpu.held', { holderId: holder.id, holderName: holder.name, wantedBy: borrower.name });
  }
}

/** Without a switch the host's driver is the best place to save power. */
function canPowerOff(facts: GpuFacts): boolean {
  return canSwitch(facts.power.backend);
}
