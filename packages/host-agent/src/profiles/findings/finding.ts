import type { FindingView } from '@baton/api/views';
import { ProblemError } from '@baton/model/problem';
import { errorAt } from '@baton/model/profile/finding';
import type { FixLabel, ProfileFix } from '@baton/model/profile/fix';

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
    return [errorAt({ ...failure.problem, field })];
  }
}
