import type { ProfileDraft } from '@baton/model/profile/definition';
import { getAt, isSame } from './at-path';
import { profileDraftSchema } from './draft-schema';
import type { FormValues } from './form-values';

/** Something that is wrong with a value, in a sentence. */
export interface Issue {
  readonly path: string;
  readonly message: string;
}

/** What the agent refused, for as long as the value is the one that it refused. */
export interface Refusal extends Issue {
  readonly values: FormValues;
}

/** What the agent's own schema says to a draft; one sentence for each field. */
export function issuesOf(draft: ProfileDraft): Issue[] {
  const { error } = profileDraftSchema.safeParse(draft);
  const found = (error?.issues ?? []).map(({ path, message }) => ({ path: path.join('.'), message }));
  return found.filter(({ path }, index) => found.findIndex((issue) => issue.path === path) === index);
}

/** Those that are told: a field that nobody has touched is not scolded before the first try to save. */
export function toldIssues(
  issues: readonly Issue[],
  { initial, values, tried }: { initial: FormValues; values: FormValues; tried: boolean },
): readonly Issue[] {
  return tried ? issues : issues.filter(({ path }) => !isSame(getAt(initial, path), getAt(values, path)));
}

/** Refusals about values that are still the same. */
export function standingRefusals(refusals: readonly Refusal[], values: FormValues): readonly Refusal[] {
  return refusals.filter(({ path, values: refused }) => isSame(getAt(refused, path), getAt(values, path)));
}
