import type { FindingView } from '@baton/api/views';
import { describe } from '@baton/model/describe';
import type { Problem } from '@baton/model/problem';

/** What stands at one field. */
export interface FieldMessages {
  readonly error?: string;
  readonly warning?: string;
}

/** A problem as it stands below a field: what, and what to do. */
export function problemSentence(problem: Problem): string {
  const words = describe(problem);
  return `${words.what} ${words.next}`.trim();
}

/** The form's own error first, then what the host finds. */
export function fieldMessages(
  field: string,
  formError: string | undefined,
  findings: readonly FindingView[],
): FieldMessages {
  const found = (severity: FindingView['severity']) =>
    findings.find((finding) => finding.field === field && finding.severity === severity);
  const error = found('error');
  const warning = found('warning');
  return {
    error: formError ?? (error && problemSentence(error.problem)),
    warning: warning && problemSentence(warning.problem),
  };
}
