import { pciAddress } from '@baton/model/pci/address';
import { fail, type Problem, problem } from '@baton/model/problem';
import type { AfterExit } from '@baton/model/profile/devices';
import type { GpuAssignment } from '@baton/model/qemu/assignment';
import { HandoverError } from '../../src/handover/handover-error';
import type { Borrower, GpuLender } from '../../src/handover/lender';
import type { OperationHandle } from '../../src/operations/recorder';

const GPU = pciAddress('0000:01:00.0');

/** Lends a GPU on paper: one lease, the steps of a hand-over, and a hand-over that fails when told to. */
export class PracticeLender implements GpuLender {
  lease: Borrower | null = null;
  present = true;
  failBind = false;
  screenLives = true;
  lostInSleep = false;
  /** A process of the host has it open. */
  busy = false;
  readonly returns: AfterExit[] = [];
  readonly told: string[] = [];

  leaseHolder(): Borrower | null {
    return this.lease;
  }

  hasGpu(): boolean {
    return this.present;
  }

  async blockers(): Promise<readonly Problem[]> {
    const processes = [{ pid: 9, command: 'blender', user: 'ana' }];
    return this.busy ? [problem('gpu.busy', { address: GPU, processes })] : [];
  }

  async lend(borrower: Borrower, operation: OperationHandle): Promise<GpuAssignment> {
    if (this.lease) {
      fail('gpu.held', { holderId: this.lease.id, holderName: this.lease.name, wantedBy: borrower.name });
    }
    this.lease = borrower;
    try {
      await operation.step('check', async () => undefined);
      await operation.step('bind', async () => {
        if (this.failBind)
          throw new HandoverError(problem('handover.undone', { step: 'Bind', cause: 'on purpose' }), 'undone');
      });
    } catch (error) {
      this.lease = null;
      throw error;
    }
    return { kind: 'stand-in', address: GPU };
  }

  lent({ name }: Borrower): void {
    this.told.push(name);
  }

  async giveBack(_borrower: Borrower, after: AfterExit, operation: OperationHandle): Promise<void> {
    this.lease = null;
    this.returns.push(after);
    if (after !== 'leave') await operation.step('release', async () => undefined);
  }

  async askToKeep(operation: OperationHandle): Promise<void> {
    await operation.step('keep', async () => undefined);
    if (!this.screenLives) fail('gpu.not-kept', { seconds: 30, because: 'no-answer' });
  }

  async checkAfterSleep(): Promise<Problem | null> {
    return this.lostInSleep ? problem('gpu.lost-in-sleep', { address: GPU, state: 'not on the bus' }) : null;
  }

  adopt(borrower: Borrower): void {
    this.lease = borrower;
  }
}
