import { describeLine } from '@baton/model/describe';
import { type Problem, ProblemError } from '@baton/model/problem';
import { TRPCClientError } from '@trpc/client';

/** The agent cannot be reached from this terminal. */
export class AgentUnreachable extends Error {
  override readonly name = 'AgentUnreachable';
}

/** What a failed command prints and returns: 1 a problem, 69 no agent (sysexits EX_UNAVAILABLE). */
export function failure(error: unknown): { exitCode: number; line: string; problem: Problem | null } {
  if (error instanceof AgentUnreachable) {
    return { exitCode: 69, line: `Baton does not run here. ${error.message} Start it with npm start.`, problem: null };
  }
  const problem = problemOf(error);
  if (problem) return { exitCode: 1, line: line(problem), problem };
  return { exitCode: 1, line: error instanceof Error ? error.message : String(error), problem: null };
}

/** As everywhere, but where the words lead to pages: a terminal has none. */
function line(problem: Problem): string {
  switch (problem.code) {
    case 'request.invalid': {
      const { issues } = problem.facts;
      return `Not accepted. ${issues.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ')}`;
    }
    case 'machine.not-found':
      return `No such machine. None is called ${problem.facts.id}. "baton machine list" shows all of them.`;
    default:
      return describeLine(problem);
  }
}

function problemOf(error: unknown): Problem | null {
  if (error instanceof ProblemError) return error.problem;
  if (!(error instanceof TRPCClientError)) return null;
  return (error.data as { problem?: Problem } | null)?.problem ?? null;
}
