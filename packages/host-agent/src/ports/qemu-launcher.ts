import type { GpuAssignment } from '@baton/model/qemu/assignment';

/** Proves which process is meant: a pid alone may be another process tomorrow. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Field 22 of /proc/PID/stat: clock ticks since the host booted (proc_pid_stat(5)). */
  readonly startTicks: number;
}

export interface LaunchSpec {
  readonly machineId: string;
  readonly binary: string;
  /** Without the binary. */
  readonly argv: readonly string[];
  /** Working directory of QEMU; exists. */
  readonly runDir: string;
  /** Gets QEMU's stdout and stderr, appended. */
  readonly logFile: string;
  readonly gpu: GpuAssignment | null;
  /** How much memory QEMU may lock, in bytes; null = as it is. */
  readonly memlockBytes: number | null;
}

/** How a process ended; both null when it was not our child and nobody told us. */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** A QEMU that lives on its own: it outlives the agent. */
export interface RunningQemu {
  readonly identity: ProcessIdentity;
  /** False once the process is gone (a zombie is gone). */
  alive(): boolean;
  /**
   * Resolves when the process is gone. A child of ours is reported by the kernel; for an adopted one this looks at /proc, so
   * call it only once there is a sign of its end (its QMP socket closed).
   */
  whenGone(): Promise<ProcessExit>;
  /** SIGKILL, to this very process only. Nothing happens when it is gone. */
  kill(): void;
}

/** What is known of a process that an earlier agent started. */
export interface Survivor {
  readonly machineId: string;
  readonly uuid: string;
  /** null when the agent ended between starting QEMU and writing its pid down: then `pidFile` tells. */
  readonly identity: ProcessIdentity | null;
  readonly pidFile: string;
  readonly gpu: GpuAssignment | null;
}

export interface QemuLauncher {
  /** Starts QEMU in a session of its own. @throws ProblemError `qemu.missing` when the binary cannot be executed. */
  launch(spec: LaunchSpec): Promise<RunningQemu>;
  /** The process of an earlier agent when it still runs and carries that UUID, else null. */
  adopt(survivor: Survivor): Promise<RunningQemu | null>;
}
