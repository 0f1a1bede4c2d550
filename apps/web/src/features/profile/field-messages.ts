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

/** The form's own error first, then what is found about the value. */
export function fieldMessages(formError: string | undefined, findings: readonly FindingView[]): FieldMessages {
  const said = (severity: FindingView['severity']) => {
    const sentences = findings
      .filter((found) => found.severity === severity)
      .map(({ problem }) => problemSentence(problem));
    return [...new Set(sentences)].join(' ') || undefined;
  };
  return {
    error: formError ?? said('error'),
    warning: said('warning'),
    fixable: findings.filter(({ fix }) => fix !== undefined),
  };
}
