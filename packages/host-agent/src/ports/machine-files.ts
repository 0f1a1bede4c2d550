import { z } from 'zod';

/** Where everything of one machine's run lies. All paths absolute. */
export interface MachinePaths {
  /** Mode 0700: the sockets in it are as good as root. */
  readonly runDir: string;
  readonly sockets: { readonly qmp: string; readonly rescue: string; readonly vnc: string };
  readonly pidFile: string;
  readonly uefiVars: string;
  readonly serialLog: string;
  readonly qemuLog: string;
}

/** What a start decided, kept beside the process so that an adopting agent knows it too. */
export const launchRecordSchema = z.object({
  runId: z.string(),
  revision: z.int(),
  accelerator: z.enum(['kvm', 'tcg']),
  /** With the binary. */
  commandLine: z.array(z.string()),
  /** Resolved path of the disk image; null = no disk. */
  diskPath: z.string().nullable(),
  afterExit: z.enum(['host', 'leave', 'off']),
  memoryMiB: z.number(),
  gpu: z.unknown(),
});
export type LaunchRecord = z.infer<typeof launchRecordSchema>;

export interface MachineFiles {
  paths(machineId: string): MachinePaths;
  /** Makes the run directory, clears what an earlier run left and begins new logs; the last ones are kept with `.1`. */
  prepare(machineId: string): Promise<MachinePaths>;
  /** Gives the machine its own variable store unless it has one that fits `template` in size. */
  provideUefiVars(machineId: string, template: string): Promise<void>;
  saveLaunch(machineId: string, record: LaunchRecord): Promise<void>;
  /** null = never started, or unreadable. */
  readLaunch(machineId: string): Promise<LaunchRecord | null>;
  /** The last lines of QEMU's own output, at most `maxLines`. */
  qemuWords(machineId: string, maxLines: number): Promise<string>;
  /** Forgets a deleted machine. Disk images are not here. */
  remove(machineId: string): Promise<void>;
}
