import type { Actor } from '@baton/model/access/roles';
import type { Problem } from '@baton/model/problem';

/** A disk of a machine, up or stopped. Sizes in bytes. */
export interface MachineDiskView {
  /** Its place among the profile's disks, from 0. */
  readonly index: number;
  readonly path: string;
  readonly name: string;
  readonly format: 'qcow2' | 'raw' | 'block';
  /** null = not known: the file is not there. */
  readonly virtualBytes: number | null;
  readonly usedBytes: number | null;
  /** Why snapshots of it cannot be taken. */
  readonly snapshotRefusal: Problem | null;
  readonly resizeRefusal: Problem | null;
  readonly backupRefusal: Problem | null;
}

/** A state of all of a machine's disks that can be gone back to. Never of its memory: a GPU cannot be saved. */
export interface SnapshotView {
  readonly name: string;
  readonly at: number;
  /** The guest's file systems were frozen: it is clean, and not as after a power cut. null = the machine was off, or nobody knows. */
  readonly frozen: boolean | null;
  /** Places of the disks that have it. */
  readonly disks: readonly number[];
}

export interface MachineDisksView {
  readonly disks: readonly MachineDiskView[];
  /** Newest first. */
  readonly snapshots: readonly SnapshotView[];
  /** Why no snapshot can be taken now; null = it can. */
  readonly snapshotRefusal: Problem | null;
  /** Why none can be gone back to now: the machine is up. */
  readonly revertRefusal: Problem | null;
  /** The running or last backup. */
  readonly backupOperationId: string | null;
}

export interface MachineDiskService {
  view(machineId: string): Promise<MachineDisksView>;
  /** Grows a disk, live or stopped. @throws ProblemError `disk.*` */
  resize(machineId: string, change: { readonly disk: number; readonly bytes: number }, actor: Actor): Promise<void>;
  /** All its disks at once. `freeze`: the guest's agent freezes its file systems meanwhile, where there is one. @throws ProblemError `snapshot.*` */
  takeSnapshot(
    machineId: string,
    snapshot: { readonly name: string; readonly freeze: boolean },
    actor: Actor,
  ): Promise<void>;
  /** Only while it is stopped. What was written since is lost. */
  revert(machineId: string, name: string, actor: Actor): Promise<void>;
  removeSnapshot(machineId: string, name: string, actor: Actor): Promise<void>;
  /** Copies a disk of a machine that is up into a new file of the library. An operation with progress. @throws ProblemError `backup.*` | `storage.*` */
  backUp(
    machineId: string,
    backup: { readonly disk: number; readonly name: string; readonly freeze: boolean },
    actor: Actor,
  ): Promise<{ operationId: string }>;
  /** False = it is over already. */
  cancelBackup(operationId: string, actor: Actor): Promise<boolean>;
}
