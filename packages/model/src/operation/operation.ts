import type { Finding } from '../host/finding';
import type { Problem } from '../problem';

/** Who holds the GPU. `nobody` = bound to vfio-pci or driverless with no machine: kept aside, or needs attention. */
export type Holder =
  | { readonly kind: 'host' }
  | { readonly kind: 'machine'; readonly id: string; readonly name: string }
  | { readonly kind: 'off' }
  | { readonly kind: 'nobody' };

export type OperationKind =
  | 'start'
  | 'return'
  | 'switch'
  | 'shut-down'
  | 'hand-over'
  | 'recover'
  | 'create-disk'
  | 'backup';

/** Named steps of the timeline. Their words stand in describe.ts. A step that would do nothing is not planned. */
export type StepKind =
  | 'check'
  | 'power-on'
  | 'repair'
  | 'detach'
  | 'bind'
  | 'start'
  | 'verify'
  | 'shut-down'
  | 'stopped'
  | 'release'
  | 'attach'
  | 'power-off'
  | 'create-disk'
  | 'copy-disk'
  | 'recover'
  /** Services of the host that hold the GPU. */
  | 'services'
  | 'wait-free'
  /** The dead-man switch: somebody says that the screen lives. */
  | 'keep'
  | 'reset'
  | 'find-again'
  /** Huge pages set aside, CPUs kept free. */
  | 'memory'
  | 'network'
  | 'tpm'
  | 'pin'
  | 'hook';

export type StepState = 'todo' | 'running' | 'done' | 'failed' | 'undoing' | 'undone';

/** One step of an operation. Times in milliseconds since the epoch. */
export interface OperationStep {
  readonly id: string;
  readonly kind: StepKind;
  readonly state: StepState;
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** From the last time this step ran here, milliseconds. */
  readonly estimateMs?: number;
  /** One line with whole PCI addresses: `0000:01:00.0 nvidia -> (none)`. */
  readonly detail?: string;
}

export type OperationState = 'running' | 'undoing' | 'succeeded' | 'failed' | 'undone';

/** Long work with named steps: leaving the page does not stop it, two phones see the same. */
export interface Operation {
  readonly id: string;
  readonly kind: OperationKind;
  readonly subject: {
    readonly kind: 'machine' | 'gpu' | 'profile' | 'storage';
    readonly id: string;
    readonly name: string;
  };
  /** The run that this operation belongs to: a machine's start and the GPU's return share one timeline. */
  readonly runId?: string;
  readonly handover?: { readonly from: Holder; readonly to: Holder };
  readonly requestedBy: string;
  readonly state: OperationState;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly steps: readonly OperationStep[];
  readonly problem?: Problem;
  /** What a person should know of it beside its steps. */
  readonly findings?: readonly Finding[];
}

export function isOver(operation: Pick<Operation, 'state'>): boolean {
  return operation.state === 'succeeded' || operation.state === 'failed' || operation.state === 'undone';
}

/** A stretch of time in which one holder had the GPU. `to` is absent for the present one. */
export interface OwnershipSpan {
  readonly holder: Holder;
  readonly from: number;
  readonly to?: number;
}
