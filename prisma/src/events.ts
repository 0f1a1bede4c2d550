import type { Client } from './client';
import { LOCAL_HOST } from './hosts';
import { fromJson, toJson } from './json';

/** Something that happened, for the history that a person reads. Ids grow and are never used twice. */
export interface HistoryEvent {
  id: number;
  hostId: string;
  at: Date;
  kind: string;
  subjectKind: string;
  subjectId: string;
  /** A user's id; absent when nobody asked for it. */
  actor?: string;
  /** As the model's schema says. */
  data: unknown;
}

export type NewHistoryEvent = Omit<HistoryEvent, 'id' | 'hostId'> & { hostId?: string };

export interface EventFilter {
  hostId?: string;
  subjectKind?: string;
  subjectId?: string;
  /** Only events older than this id: the next page. */
  beforeId?: number;
  limit: number;
}

const PRUNE_EVERY = 100;

export class Events {
  constructor(
    private readonly client: Client,
    private readonly kept: number,
  ) {}

  /** Also forgets the oldest, once in a hundred times: nothing of ours runs by the clock. */
  async append(event: NewHistoryEvent): Promise<HistoryEvent> {
    const row = await this.client.event.create({ data: { ...event, data: toJson(event.data) } });
    if (row.id % PRUNE_EVERY === 0) await this.prune(this.kept);
    return toEvent(row);
  }

  /** Newest first. */
  async list({ limit, beforeId, hostId = LOCAL_HOST, ...where }: EventFilter): Promise<HistoryEvent[]> {
    const rows = await this.client.event.findMany({
      where: { hostId, ...where, ...(beforeId !== undefined && { id: { lt: beforeId } }) },
      orderBy: { id: 'desc' },
      take: limit,
    });
    return rows.map(toEvent);
  }

  /** Keeps the newest `keep` events of all hosts together. Returns how many were forgotten. */
  async prune(keep: number): Promise<number> {
    const [newestToForget] = await this.client.event.findMany({
      orderBy: { id: 'desc' },
      skip: keep,
      take: 1,
      select: { id: true },
    });
    if (!newestToForget) return 0;
    return (await this.client.event.deleteMany({ where: { id: { lte: newestToForget.id } } })).count;
  }
}

function toEvent(row: Omit<HistoryEvent, 'actor' | 'data'> & { actor: string | null; data: string }): HistoryEvent {
  return { ...row, actor: row.actor ?? undefined, data: fromJson(row.data) };
}
