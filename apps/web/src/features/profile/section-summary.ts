import type { FindingView } from '@baton/api/views';
import { homeOf, sectionOf } from './fields';
import type { Issue } from './issues';
import type { SectionId } from './sections';

/** What is wrong in one part, counted. */
export interface SectionSummary {
  readonly errors: number;
  readonly warnings: number;
}

/** What is wrong in each part of the form. */
export function summaries(
  issues: readonly Issue[],
  findings: readonly FindingView[],
): (section: SectionId) => SectionSummary {
  return (section) => {
    const said = new Set(issues.map(({ path }) => placeOf(path)));
    const errors = issues.filter(({ path }) => sectionOf(path) === section).map(({ path }) => placeOf(path));
    const here = findings.filter(({ field }) => sectionOf(field) === section);
    // As they are shown: many of one kind at one field are one.
    const count = (severity: FindingView['severity']) =>
      new Set(
        here
          .filter(
            (finding) => finding.severity === severity && !(severity === 'error' && said.has(placeOf(finding.field))),
          )
          .map(({ field, problem }) => `${placeOf(field)} ${problem.code}`),
      ).size;
    return { errors: new Set(errors).size + count('error'), warnings: count('warning') };
  };
}

/** The field that tells it. */
function placeOf(path: string): string {
  return homeOf(path)?.path ?? path;
}

/** “2 errors, 1 warning”; empty when all is well. */
export function summaryWords({ errors, warnings }: SectionSummary): string {
  const counted = (count: number, word: string) => (count === 0 ? [] : [`${count} ${word}${count === 1 ? '' : 's'}`]);
  return [...counted(errors, 'error'), ...counted(warnings, 'warning')].join(', ');
}
