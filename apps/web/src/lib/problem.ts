import { describe, type Words } from '@baton/model/describe';
import { type Problem, problem } from '@baton/model/problem';
import { TRPCClientError } from '@trpc/client';

interface ErrorData {
  readonly problem?: Problem;
}

/** The problem that the agent sent with a failed call; a lost connection is told as one of ours. */
export function problemOf(error: unknown): Problem {
  if (error instanceof TRPCClientError) {
    const data = error.data as ErrorData | undefined;
    if (data?.problem) return data.problem;
    return problem('agent.unreachable', {});
  }
  return problem('internal', { reference: error instanceof Error ? error.name : 'unknown' });
}

/** The words for a failed call. */
export function wordsOf(error: unknown): Words {
  return describe(problemOf(error));
}
