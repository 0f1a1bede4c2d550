import type { Operation as Row } from '@baton/db';
import type { Operation, OperationKind, OperationStep } from '@baton/model/operation/operation';
import type { Problem } from '@baton/model/problem';

/** What the database keeps as JSON beside its columns. */
interface Stored {
  readonly subjectName: string;
  readonly runId?: string;
  readonly handover?: Operation['handover'];
  readonly steps: readonly OperationStep[];
  readonly findings?: Operation['findings'];
}

export function toStored({ subject, runId, handover, steps, findings }: Operation): Stored {
  return { subjectName: subject.name, runId, handover, steps, findings };
}

/** The operation as it was saved. `undoing` is never saved: whoever finds it running finds it interrupted. */
export function fromRow(row: Row): Operation {
  const stored = row.steps as Stored;
  return {
    id: row.id,
    kind: row.kind as OperationKind,
    subject: { kind: row.subjectKind as Operation['subject']['kind'], id: row.subjectId, name: stored.subjectName },
    runId: stored.runId,
    handover: stored.handover,
    requestedBy: row.requestedBy,
    state: row.state === 'cancelled' ? 'failed' : row.state,
    startedAt: row.startedAt.getTime(),
    endedAt: row.endedAt?.getTime(),
    steps: stored.steps,
    findings: stored.findings,
    problem: row.problem as Problem | undefined,
  };
}
