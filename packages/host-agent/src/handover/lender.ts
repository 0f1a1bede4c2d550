import type { Problem } from '@baton/model/problem';
import type { AfterExit } from '@baton/model/profile/devices';
import type { GpuAssignment } from '@baton/model/qemu/assignment';
import type { OperationHandle } from '../operations/recorder';

/** The machine that borrows. */
export interface Borrower {
  readonly id: string;
  readonly name: string;
}

/** The GPU as the machine supervisor sees it: lent to one borrower, and given back. */
export interface GpuLender {
  /** Who has the lease now, or null. */
  leaseHolder(): Borrower | null;
  /** False when this host has no discrete GPU. */
  hasGpu(): boolean;
  /** Why lending to `borrower` would be refused right now; empty = it would go. Never wakes the card. */
  blockers(borrower: Borrower): Promise<readonly Problem[]>;
  /**
   * Takes the lease and brings the GPU to vfio-pci: reports check, power on, detach, bind as steps of `operation`.
   * On failure everything is rolled back, the lease is free again and a ProblemError is thrown.
   */
  lend(borrower: Borrower, operation: OperationHandle): Promise<GpuAssignment>;
  /** QEMU is up with the GPU: the baton now lies with the machine (history, events). */
  lent(borrower: Borrower): void;
  /**
   * The borrower's QEMU is gone (or never came up): releases, then returns to the host, powers off or leaves it on vfio-pci,
   * as steps of `operation`. Frees the lease in any case; throws a ProblemError when the GPU needs attention.
   */
  giveBack(borrower: Borrower, after: AfterExit, operation: OperationHandle): Promise<void>;
  /**
   * The dead-man switch: asks whether the host's screen lives, and waits for the answer.
   * @throws ProblemError `gpu.not-kept` when nobody said so in time, or somebody wants the GPU back
   */
  askToKeep(operation: OperationHandle): Promise<void>;
  /** After the host slept: what is wrong with the GPU that a machine has; null = it is there. */
  checkAfterSleep(): Promise<Problem | null>;
  /** At start: a machine that survived the agent still has the GPU. */
  adopt(borrower: Borrower): void;
}
