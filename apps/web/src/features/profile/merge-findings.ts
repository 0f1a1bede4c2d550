import type { FindingView } from '@baton/api/views';
import type { ProfileDraft } from '@baton/model/profile/definition';
import { getAt, isSame } from './at-path';

/** What the host said, and to which draft. */
export interface Checked {
  readonly findings: readonly FindingView[];
  readonly draft: ProfileDraft;
}

/**
 * All that is found about a draft: by rules alone, and by the host a moment later. What the host said about an earlier draft stays
 * only where the value is still the same, so that nothing is told about what was just changed and nothing flickers elsewhere. What
 * the rules found there is theirs: they know better by now.
 * @param rules what this browser finds by itself, without asking
 */
export function mergeFindings(
  draft: ProfileDraft,
  checked: Checked | undefined,
  rules: (draft: ProfileDraft) => readonly FindingView[],
): readonly FindingView[] {
  const own = rules(draft);
  if (!checked) return own;
  const known = new Set([...own, ...rules(checked.draft)].map(keyOf));
  const ofHost = checked.findings.filter(
    (finding) => !known.has(keyOf(finding)) && isSame(getAt(draft, finding.field), getAt(checked.draft, finding.field)),
  );
  return [...own, ...ofHost];
}

function keyOf({ field, problem }: FindingView): string {
  return `${field} ${problem.code}`;
}
