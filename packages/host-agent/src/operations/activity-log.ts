import type { ActivityService } from '@baton/api/services';
import type { ActivityItemView } from '@baton/api/views';
import type { Events, HistoryEvent } from '@baton/db';
import type { Actor } from '@baton/model/access/roles';
import type { ActivityFacts, ActivityKind, ActivitySubject } from '@baton/model/activity/activity';
import { activityTone } from '@baton/model/activity/tone';
import type { Told } from '@baton/model/alert/machine';
import { activityWords } from '@baton/model/describe';
import type { Activity } from './activity';

/** What stands in the database beside the subject's id. */
interface Stored {
  readonly name: string;
  readonly facts: { readonly operationId?: string; readonly raw?: unknown } & object;
}

export interface ActivityLogParts {
  readonly events: Events;
  readonly now: () => number;
  readonly failed: (error: unknown) => void;
  /** Hears every line as it is told. */
  readonly heard?: (line: Told, subject: ActivitySubject) => void;
}

/** Keeps the history in the database, in the order in which things were told. */
export class ActivityLog implements Activity, ActivityService {
  #written: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: ActivityLogParts) {}

  record<Kind extends ActivityKind>(
    kind: Kind,
    subject: ActivitySubject,
    actor: Pick<Actor, 'name'> | null,
    facts?: ActivityFacts[Kind],
  ): void {
    this.parts.heard?.({ kind, actor: actor?.name ?? null, facts: facts ?? {} }, subject);
    const at = new Date(this.parts.now());
    const data = { name: subject.name, facts: facts ?? {} };
    const event = { at, kind, subjectKind: subject.kind, subjectId: subject.id, actor: actor?.name, data };
    this.#written = this.#written.then(() => this.parts.events.append(event)).catch(this.parts.failed);
  }

  async list(filter: Parameters<ActivityService['list']>[0]): Promise<readonly ActivityItemView[]> {
    await this.#written;
    const { limit, beforeId, machineId } = filter;
    const events = await this.parts.events.list({ limit, beforeId, ...(machineId && { subjectId: machineId }) });
    return events.map(toItem);
  }

  /** Resolves when everything told so far is written. */
  async settled(): Promise<void> {
    await this.#written;
  }
}

function toItem(event: HistoryEvent): ActivityItemView {
  const { name, facts } = event.data as Stored;
  const ofMachine = event.subjectKind === 'machine' || event.subjectKind === 'profile';
  return {
    id: event.id,
    at: event.at.getTime(),
    kind: event.kind,
    text: activityWords(event.kind, name, facts),
    tone: activityTone(event.kind, facts),
    actor: event.actor ?? null,
    operationId: facts.operationId ?? null,
    machineId: ofMachine ? event.subjectId : null,
    raw: facts.raw ?? null,
  };
}
