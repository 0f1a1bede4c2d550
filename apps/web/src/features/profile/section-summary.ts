import type { FindingView } from '@baton/api/views';
import { sectionOf } from './fields';
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
    const here = findings.filter(({ field }) => sectionOf(field) === section);
    const said = new Set(issues.map(({ path }) => path));
    return {
      errors:
        issues.filter(({ path }) => sectionOf(path) === section).length +
        here.filter(({ severity, field }) => severity === 'error' && !said.has(field)).length,
      warnings: here.filter(({ severity }) => severity === 'warning').length,
    };
  };
}

/** “2 errors, 1 warning”; empty when all is well. */
export function summaryWords({ errors, warnings }: SectionSummary): string {
  const counted = (count: number, word: string) => (count === 0 ? [] : [`${count} ${word}${count === 1 ? '' : 's'}`]);
  return [...counted(errors, 'error'), ...counted(warnings, 'warning')].join(', ');
}
