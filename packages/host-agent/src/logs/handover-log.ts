import { describeLine, findingWords } from '@baton/model/describe';
import type { Holder, StepKind } from '@baton/model/operation/operation';
import { type OperationNews, operationLogLine } from '@baton/model/words/operation-log';
import type { OperationHandle, OperationSpec } from '../operations/recorder';
import { OwnLog } from './own-log';

export interface HandoverLogParts {
  readonly pathOf: (machineId: string) => string;
  readonly now: () => number;
  readonly failed: (error: unknown) => void;
}

/** Writes what happens to a machine's GPU into the machine's own log, step by step: history keeps the result, this keeps the course. */
export class HandoverLog {
  readonly #logs = new Map<string, OwnLog>();

  constructor(private readonly parts: HandoverLogParts) {}

  /** The same operation, telling what it does. */
  telling(spec: OperationSpec, handle: OperationHandle): OperationHandle {
    const logs = machinesOf(spec).map((id) => this.#log(id));
    if (logs.length === 0) return handle;
    const { now } = this.parts;
    const operation = { kind: spec.kind, name: spec.subject.name };
    const tell = (news: OperationNews) => {
      const line = { at: now(), ...operationLogLine(operation, news), operation: handle.id };
      for (const log of logs) log.append(line);
    };
    tell({ kind: 'began', by: spec.actor.name });
    return {
      id: handle.id,
      plan: (steps) => handle.plan(steps),
      step: (kind, work) =>
        handle.step(kind, (note) => {
          const noting = (keep: (detail: string) => void) =>
            work((text) => {
              keep(text);
              note(text);
            });
          return toldStep(kind, noting, { tell, now });
        }),
      finding: (found) => {
        handle.finding(found);
        tell({ kind: 'finding', words: findingWords(found).title });
      },
      undoing: () => {
        handle.undoing();
        tell({ kind: 'undoing' });
      },
      undone: (kind) => {
        handle.undone(kind);
        tell({ kind: 'step-undone', step: kind });
      },
      succeed: () => {
        tell({ kind: 'succeeded' });
        return handle.succeed();
      },
      fail: (problem, outcome) => {
        tell({ kind: 'failed', problem, words: describeLine(problem), outcome });
        return handle.fail(problem, outcome);
      },
    };
  }

  /** Resolves when everything told so far is written. */
  async settled(): Promise<void> {
    await Promise.all([...this.#logs.values()].map((log) => log.settled()));
  }

  #log(machineId: string): OwnLog {
    const known = this.#logs.get(machineId) ?? new OwnLog(this.parts.pathOf(machineId), this.parts.failed);
    this.#logs.set(machineId, known);
    return known;
  }
}

async function toldStep<T>(
  step: StepKind,
  work: (note: (detail: string) => void) => Promise<T>,
  { tell, now }: { readonly tell: (news: OperationNews) => void; readonly now: () => number },
): Promise<T> {
  const began = now();
  let detail: string | undefined;
  tell({ kind: 'step-began', step });
  const facts = () => ({ step, ms: now() - began, ...(detail !== undefined && { detail }) });
  try {
    const result = await work((text) => {
      detail = text;
    });
    tell({ kind: 'step-done', ...facts() });
    return result;
  } catch (error) {
    tell({ kind: 'step-failed', ...facts() });
    throw error;
  }
}

/** The machines that an operation is about, or whose GPU it moves. */
function machinesOf({ subject, handover }: OperationSpec): readonly string[] {
  const holders: readonly (Holder | undefined)[] = [handover?.from, handover?.to];
  const ids = holders.flatMap((holder) => (holder?.kind === 'machine' ? [holder.id] : []));
  return [...new Set(subject.kind === 'machine' ? [subject.id, ...ids] : ids)];
}
