import { ARGUMENT_REASONS } from '@baton/model/qemu/argument';
import { z } from 'zod';

/** Where everything of one machine's run lies. All paths absolute. */
export interface MachinePaths {
  /** The machine's own, kept over starts. */
  readonly folder: string;
  /** Mode 0700: the sockets in it are as good as root. */
  readonly runDir: string;
  readonly sockets: {
    readonly qmp: string;
    readonly rescue: string;
    readonly vnc: string;
    readonly spice: string;
    /** The guest agent's. */
    readonly agent: string;
    /** The first serial port's. */
    readonly serial: string;
  };
  readonly pidFile: string;
  readonly uefiVars: string;
  readonly serialLog: string;
  readonly qemuLog: string;
}

/** One option of the command line with its reason, as it was compiled. A later agent may know other reasons. */
const launchArgumentSchema = z.object({
  words: z.array(z.string()),
  why: z.enum(ARGUMENT_REASONS).catch('extra'),
  field: z.string().nullable(),
});

/** An earlier Baton wrote one disk, or none. */
function withDiskPaths(stored: unknown): unknown {
  const earlier = z.looseObject({ diskPath: z.string().nullable() }).safeParse(stored);
  if (!earlier.success) return stored;
  const { diskPath, ...rest } = earlier.data;
  return { ...rest, diskPaths: diskPath === null ? [] : [diskPath] };
}

const recordSchema = z.object({
  runId: z.string(),
  revision: z.int(),
  accelerator: z.enum(['kvm', 'tcg']),
  /** With the binary. */
  commandLine: z.array(z.string()),
  /** The same without the binary, each with its reason; null = started by an agent that kept none. */
  arguments: z.array(launchArgumentSchema).nullable().default(null),
  /** Resolved paths of disk images and block devices. */
  diskPaths: z.array(z.string()),
  /** The guest has a virtual screen, which the console shows. */
  hasScreen: z.boolean().default(true),
  afterExit: z.enum(['host', 'leave', 'off']),
  memoryMiB: z.number(),
  gpu: z.unknown(),
});
export type LaunchRecord = z.infer<typeof recordSchema>;

/** What a start decided, kept beside the process so that an adopting agent knows it too. */
export const launchRecordSchema = z.preprocess(withDiskPaths, recordSchema);

export interface MachineFiles {
  paths(machineId: string): MachinePaths;
  /** Makes the run directory, clears what an earlier run left and begins new logs; the last three are kept with `.1` and so on. */
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
