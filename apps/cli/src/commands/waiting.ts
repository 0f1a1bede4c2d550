import { stepWords } from '@baton/model/describe';
import { isOver, type Operation } from '@baton/model/operation/operation';
import { ProblemError } from '@baton/model/problem';
import type { Agent } from '../agent';

/** Waits, by the event stream, until `done` answers something. */
export async function until<T>({ api }: Agent, done: () => Promise<T | undefined>): Promise<T> {
  const first = await done();
  if (first !== undefined) return first;
  return new Promise<T>((resolve, reject) => {
    const look = () => {
      done().then((found) => {
        if (found === undefined) return;
        subscription.unsubscribe();
        resolve(found);
      }, reject);
    };
    // Looking once more when the stream begins closes the gap between the first look and it.
    const subscription = api.event.stream.subscribe(undefined, { onStarted: look, onData: look, onError: reject });
  });
}

/** Waits until an operation is over, however it went. */
export function operationOver(agent: Agent, id: string): Promise<Operation> {
  return until(agent, async () => {
    const seen = await agent.api.operation.get.query({ id });
    return isOver(seen) ? seen : undefined;
  });
}

/** Waits until an operation is over. @throws ProblemError when it did not succeed */
export async function operationEnd(agent: Agent, id: string): Promise<Operation> {
  const operation = await operationOver(agent, id);
  if (operation.problem) throw new ProblemError(operation.problem);
  return operation;
}

/** One line for each step, with its time. */
export function stepLines(steps: Operation['steps']): readonly string[] {
  return steps.map((step) => `  ${stepWords(step.kind).padEnd(24)} ${(step.endedAt ?? 0) - (step.startedAt ?? 0)} ms`);
}
