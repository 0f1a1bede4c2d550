import { randomUUID } from 'node:crypto';
import type { Client } from './client';
import { LOCAL_HOST } from './hosts';

export type HolderKind = 'host' | 'machine' | 'off' | 'nobody';

export interface Holder {
  kind: HolderKind;
  /** The profile's id, when a machine holds the GPU. */
  id?: string;
  /** Its name at that time: the chart outlives the profile. */
  name?: string;
}

/** Who held a GPU, from when to when. No `to`: who holds it now. */
export interface GpuSpan {
  id: string;
  hostId: string;
  address: string;
  holder: Holder;
  from: Date;
  to?: Date;
}

export interface GpuOnHost {
  address: string;
  hostId?: string;
}

interface Row {
  id: string;
  hostId: string;
  address: string;
  holderKind: string;
  holderId: string | null;
  holderName: string | null;
  from: Date;
  to: Date | null;
}

export class Spans {
  constructor(private readonly client: Client) {}

  async current({ address, hostId = LOCAL_HOST }: GpuOnHost): Promise<GpuSpan | undefined> {
    const row = await this.client.gpuSpan.findFirst({
      where: { hostId, address, to: null },
      orderBy: { from: 'desc' },
    });
    return row ? toSpan(row) : undefined;
  }

  /** Ends the open span at `at` and opens one for `holder`, both or neither. The same holder again changes nothing. */
  async handTo({ address, hostId = LOCAL_HOST }: GpuOnHost, holder: Holder, at: Date): Promise<GpuSpan> {
    const row = await this.client.$transaction(async (client) => {
      const open = await client.gpuSpan.findFirst({ where: { hostId, address, to: null }, orderBy: { from: 'desc' } });
      if (open && open.holderKind === holder.kind && open.holderId === (holder.id ?? null)) return open;
      await client.gpuSpan.updateMany({ where: { hostId, address, to: null }, data: { to: at } });
      const next = { holderKind: holder.kind, holderId: holder.id, holderName: holder.name, from: at };
      return client.gpuSpan.create({ data: { id: randomUUID(), hostId, address, ...next } });
    });
    return toSpan(row);
  }

  /** The spans that touch the time between the two dates, oldest first. */
  async between({ address, hostId = LOCAL_HOST }: GpuOnHost, from: Date, to: Date): Promise<GpuSpan[]> {
    const rows = await this.client.gpuSpan.findMany({
      where: { hostId, address, from: { lt: to }, OR: [{ to: null }, { to: { gt: from } }] },
      orderBy: [{ from: 'asc' }, { id: 'asc' }],
    });
    return rows.map(toSpan);
  }

  /** Forgets what ended before `before`. Returns how many. */
  async prune(before: Date): Promise<number> {
    return (await this.client.gpuSpan.deleteMany({ where: { to: { lt: before } } })).count;
  }
}

function toSpan(row: Row): GpuSpan {
  const holder: Holder = {
    kind: row.holderKind as HolderKind,
    id: row.holderId ?? undefined,
    name: row.holderName ?? undefined,
  };
  return { id: row.id, hostId: row.hostId, address: row.address, holder, from: row.from, to: row.to ?? undefined };
}
