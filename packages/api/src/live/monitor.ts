import type { Actor } from '@baton/model/access/roles';

/** A command that QEMU's monitor understands, for completion. */
export interface MonitorCommandView {
  readonly name: string;
  readonly arguments: readonly {
    readonly name: string;
    readonly type: string;
    readonly optional: boolean;
  }[];
}

/** QEMU's own monitor, for admins. */
export interface MonitorService {
  /** That may be sent to the QEMU that the machine runs on; empty when it is not up. */
  commands(machineId: string): Promise<readonly MonitorCommandView[]>;
  /** @returns QEMU's answer or its error, as it gave them. @throws ProblemError `monitor.refused` for what would take the machine away from Baton */
  execute(
    machineId: string,
    command: { readonly execute: string; readonly arguments?: Readonly<Record<string, unknown>> },
    actor: Actor,
  ): Promise<{ readonly ok: true; readonly answer: unknown } | { readonly ok: false; readonly error: string }>;
}
