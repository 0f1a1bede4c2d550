import type { FindingView } from '@baton/api/views';
import { type Problem, ProblemError } from '@baton/model/problem';
import type { FixLabel, ProfileFix } from '@baton/model/profile/fix';

/** Keeps the draft from being saved. */
export function error(about: Problem, fix?: ProfileFix): FindingView {
  return { field: about.field ?? '', severity: 'error', problem: about, ...(fix && { fix }) };
}

/** About today: it may be another tomorrow. */
export function warning(about: Problem, fix?: ProfileFix): FindingView {
  return { field: about.field ?? '', severity: 'warning', problem: about, ...(fix && { fix }) };
}

/** One change, as most fixes are. */
export function fix(label: FixLabel, path: string, value: unknown): ProfileFix {
  return { label, set: [{ path, value }] };
}

/** What `check` throws becomes an error at `field`. */
export async function findingAt(field: string, check: () => Promise<unknown>): Promise<FindingView[]> {
  try {
    await check();
    return [];
  } catch (failure) {
    if (!(failure instanceof ProblemError)) throw failure;
    return [error({ ...failure.problem, field })];
  }
}
