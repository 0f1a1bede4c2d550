import type { RunEnd } from '@baton/model/machine/state';
import type { Holder } from '@baton/model/operation/operation';
import type { Problem } from '@baton/model/problem';
import type { AfterExit } from '@baton/model/profile/devices';
import type { GpuLender } from '../handover/lender';
import type { OperationRecorder } from '../operations/recorder';
import type { Member } from './fleet';
import { runEndLine } from './run-end';

export interface ReturnDeps {
  readonly recorder: OperationRecorder;
  readonly lender: GpuLender;
}

export interface ReturnOrder {
  readonly member: Member;
  /** The run that had the GPU: its start and this return are one timeline. */
  readonly runId: string;
  readonly end: RunEnd;
  readonly after: AfterExit;
  readonly problemOf: (error: unknown, operationId: string) => Problem;
}

/** After a machine with the GPU stopped, whatever the cause: the GPU goes where its profile says. Never throws a Problem. */
export async function returnGpu({ recorder, lender }: ReturnDeps, order: ReturnOrder): Promise<void> {
  const { member, runId, end, after, problemOf } = order;
  const { id, name } = member;
  const operation = recorder.begin({
    kind: 'return',
    subject: { kind: 'machine', id, name },
    runId,
    handover: { from: { kind: 'machine', id, name }, to: holderAfter(after) },
    actor: { name: 'Baton' },
    steps: ['stopped'],
  });
  member.operationId = operation.id;
  try {
    await operation.step('stopped', async (note) => note(runEndLine(end)));
    await lender.giveBack({ id, name }, after, operation);
    await operation.succeed();
  } catch (error) {
    await operation.fail(problemOf(error, operation.id), 'failed');
  }
}

function holderAfter(after: AfterExit): Holder {
  if (after === 'host') return { kind: 'host' };
  return { kind: after === 'off' ? 'off' : 'nobody' };
}
