import { describe, type Words } from '@baton/model/describe';
import { type Problem, ProblemError, problem } from '@baton/model/problem';
import { TRPCClientError } from '@trpc/client';
import { shortCommand } from './short-command';

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
  if (error instanceof ProblemError) return error.problem;
  return problem('internal', { reference: error instanceof Error ? error.name : 'unknown' });
}

/** The words for a failed call. */
export function wordsOf(error: unknown): Words {
  return problemWords(problemOf(error));
}

/** The words for a problem, as short as a page has room for: command lines of processes are cut. */
export function problemWords(found: Problem): Words {
  if (found.code !== 'gpu.busy') return describe(found);
  const processes = found.facts.processes.map((process) => ({ ...process, command: shortCommand(process.command) }));
  return describe({ ...found, facts: { ...found.facts, processes } });
}

/** Red for what broke; amber for what was undone because nobody answered; plain for what a person asked for. */
export function toneOf({ code }: Problem): 'bad' | 'warn' | 'plain' {
  if (code === 'gpu.wait-cancelled') return 'plain';
  return code === 'gpu.not-kept' ? 'warn' : 'bad';
}
