import type { Client } from './client';
import { LOCAL_HOST } from './hosts';
import { fromJson, toJson } from './json';

/** One life of a machine. It outlives its profile, so it keeps the profile's name. */
export interface MachineRun {
  id: string;
  hostId: string;
  profileId: string;
  profileName: string;
  /** SMBIOS UUID given to QEMU: with pid and start ticks it proves that a process is this machine. */
  uuid: string;
  startedAt: Date;
  endedAt?: Date;
  /** Why it ended, as the model's schema says. */
  cause?: unknown;
  pid?: number;
  /** Field 22 of /proc/PID/stat, in clock ticks since the host booted. */
  procStartTicks?: number;
  accel?: string;
  /** Whether it was lent the GPU. */
  gpu: boolean;
}

export type NewMachineRun = Omit<MachineRun, 'hostId' | 'endedAt' | 'cause'> & { hostId?: string };

type Row = Omit<MachineRun, 'endedAt' | 'cause' | 'pid' | 'procStartTicks' | 'accel'> & {
  endedAt: Date | null;
  cause: string | null;
  pid: number | null;
  procStartTicks: bigint | null;
  accel: string | null;
};

const NEWEST_FIRST = [{ startedAt: 'desc' }, { id: 'desc' }] as const;

export class Runs {
  constructor(private readonly client: Client) {}

  async start({ procStartTicks, ...run }: NewMachineRun): Promise<MachineRun> {
    const ticks = procStartTicks === undefined ? undefined : BigInt(procStartTicks);
    return toRun(await this.client.machineRun.create({ data: { ...run, procStartTicks: ticks } }));
  }

  /** What is known only once the process lives. Throws `not-found`. */
  async spawned(id: string, process: { pid: number; procStartTicks: number; accel?: string }): Promise<MachineRun> {
    const data = { pid: process.pid, procStartTicks: BigInt(process.procStartTicks), accel: process.accel };
    return toRun(await this.client.machineRun.update({ where: { id }, data }));
  }

  /** The first end counts: false when the run had ended already, or is unknown. */
  async end(id: string, endedAt: Date, cause: unknown): Promise<boolean> {
    const data = { endedAt, cause: toJson(cause) };
    return (await this.client.machineRun.updateMany({ where: { id, endedAt: null }, data })).count > 0;
  }

  /** Forgets a run that never had a process. False when it had one, or is unknown. */
  async discard(id: string): Promise<boolean> {
    return (await this.client.machineRun.deleteMany({ where: { id, pid: null, endedAt: null } })).count > 0;
  }

  async byId(id: string): Promise<MachineRun | undefined> {
    const row = await this.client.machineRun.findUnique({ where: { id } });
    return row ? toRun(row) : undefined;
  }

  /** Runs without an end: alive, or ended while no agent watched. */
  async unfinished(hostId = LOCAL_HOST): Promise<MachineRun[]> {
    const rows = await this.client.machineRun.findMany({
      where: { hostId, endedAt: null },
      orderBy: [...NEWEST_FIRST],
    });
    return rows.map(toRun);
  }

  async lastOf(profileId: string): Promise<MachineRun | undefined> {
    return (await this.ofProfile(profileId, 1))[0];
  }

  /** Newest first. */
  async ofProfile(profileId: string, limit: number): Promise<MachineRun[]> {
    const rows = await this.client.machineRun.findMany({
      where: { profileId },
      orderBy: [...NEWEST_FIRST],
      take: limit,
    });
    return rows.map(toRun);
  }
}

function toRun(row: Row): MachineRun {
  return {
    ...row,
    endedAt: row.endedAt ?? undefined,
    cause: row.cause === null ? undefined : fromJson(row.cause),
    pid: row.pid ?? undefined,
    procStartTicks: row.procStartTicks === null ? undefined : Number(row.procStartTicks),
    accel: row.accel ?? undefined,
  };
}
