import type { FindingView } from '@baton/api/views';
import type { ProfileFix } from '@baton/model/profile/fix';

/** Findings of one kind together, errors before warnings, else in their order. */
export function groupFindings(found: readonly FindingView[]): readonly (readonly FindingView[])[] {
  const groups = new Map<string, FindingView[]>();
  for (const finding of found) {
    const key = `${finding.severity} ${finding.problem.code}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  const all = [...groups.values()];
  const has = (severity: FindingView['severity']) => all.filter(([first]) => first?.severity === severity);
  return [...has('error'), ...has('warning')];
}

/** The fixes of a group that do not touch the same place; what is left over is found again, and fixed next. */
export function fixesOf(group: readonly FindingView[]): ProfileFix['set'] {
  const touched = new Set<string>();
  return group.flatMap(({ fix }) => {
    if (!fix || fix.set.some(({ path }) => touched.has(path))) return [];
    for (const { path } of fix.set) touched.add(path);
    return fix.set;
  });
}
