import type { Client } from './client';
import { LOCAL_HOST } from './hosts';
import { fromJson, toJson } from './json';

export type OperationState = 'running' | 'succeeded' | 'failed' | 'cancelled' | 'undone';
export type FinalOperationState = Exclude<OperationState, 'running'>;

/** Something that takes a while and that someone asked for: its steps are the timeline that a browser shows. */
export interface Operation {
  id: string;
  hostId: string;
  kind: string;
  subjectKind: string;
  subjectId: string;
  /** A user's id, or `system`. */
  requestedBy: string;
  state: OperationState;
  startedAt: Date;
  endedAt?: Date;
  /** As the model's schema says. */
  steps: unknown;
  /** Why it failed, as the model's Problem. */
  problem?: unknown;
}

export type NewOperation = Omit<Operation, 'hostId' | 'state' | 'endedAt' | 'problem'> & { hostId?: string };

export interface OperationEnd {
  state: FinalOperationState;
  endedAt: Date;
  steps: unknown;
  problem?: unknown;
}

export interface OperationFilter {
  hostId?: string;
  subjectKind?: string;
  subjectId?: string;
  state?: OperationState;
  limit: number;
}

type Row = Omit<Operation, 'state' | 'endedAt' | 'steps' | 'problem'> & {
  state: string;
  endedAt: Date | null;
  steps: string;
  problem: string | null;
};

export class Operations {
  constructor(private readonly client: Client) {}

  async start(operation: NewOperation): Promise<Operation> {
    const data = { ...operation, steps: toJson(operation.steps), state: 'running' };
    return toOperation(await this.client.operation.create({ data }));
  }

  /** Records progress. False when the operation is over. */
  async setSteps(id: string, steps: unknown): Promise<boolean> {
    const running = { id, state: 'running' };
    return (await this.client.operation.updateMany({ where: running, data: { steps: toJson(steps) } })).count > 0;
  }

  /** The first end counts: false when the operation was over already, or is unknown. */
  async finish(id: string, { state, endedAt, steps, problem }: OperationEnd): Promise<boolean> {
    const data = { state, endedAt, steps: toJson(steps), problem: problem === undefined ? null : toJson(problem) };
    return (await this.client.operation.updateMany({ where: { id, state: 'running' }, data })).count > 0;
  }

  async byId(id: string): Promise<Operation | undefined> {
    const row = await this.client.operation.findUnique({ where: { id } });
    return row ? toOperation(row) : undefined;
  }

  /** Newest first. */
  async list({ limit, hostId = LOCAL_HOST, ...where }: OperationFilter): Promise<Operation[]> {
    const rows = await this.client.operation.findMany({
      where: { hostId, ...where },
      orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
      take: limit,
    });
    return rows.map(toOperation);
  }

  /** Forgets what ended before `before`. Returns how many. */
  async prune(before: Date): Promise<number> {
    return (await this.client.operation.deleteMany({ where: { endedAt: { lt: before } } })).count;
  }
}

function toOperation(row: Row): Operation {
  return {
    ...row,
    state: row.state as OperationState,
    endedAt: row.endedAt ?? undefined,
    steps: fromJson(row.steps),
    problem: row.problem === null ? undefined : fromJson(row.problem),
  };
}
