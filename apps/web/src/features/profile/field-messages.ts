import type { FindingView } from '@baton/api/views';
import { describe } from '@baton/model/describe';
import type { Problem } from '@baton/model/problem';

/** What stands at one field. */
export interface FieldMessages {
  readonly error?: string;
  readonly warning?: string;
  /** The findings that one tap makes go away. */
  readonly fixable: readonly FindingView[];
}

/** A problem as it stands below a field: what, and what to do. */
export function problemSentence(problem: Problem): string {
  const words = describe(problem);
  return `${words.what} ${words.next}`.trim();
}

/** The form's own error first, then what is found about the value. Many of one kind are told by the first of them. */
export function fieldMessages(formError: string | undefined, findings: readonly FindingView[]): FieldMessages {
  const kinds = oneOfEach(findings);
  const said = (severity: FindingView['severity']) =>
    kinds
      .filter(({ finding }) => finding.severity === severity)
      .map(
        ({ finding, more }) => `${problemSentence(finding.problem)}${more > 0 ? ` (And ${more} more like it.)` : ''}`,
      )
      .join(' ') || undefined;
  return {
    error: formError ?? said('error'),
    warning: said('warning'),
    fixable: kinds.map(({ finding }) => finding).filter(({ fix }) => fix !== undefined),
  };
}

/** The first finding of each kind, and how many others there are. */
function oneOfEach(findings: readonly FindingView[]): { finding: FindingView; more: number }[] {
  const codeOf = ({ problem }: FindingView) => problem.code;
  const firsts = findings.filter((one, at) => findings.findIndex((other) => codeOf(other) === codeOf(one)) === at);
  return firsts.map((finding) => ({
    finding,
    more: findings.filter((other) => codeOf(other) === codeOf(finding)).length - 1,
  }));
}
