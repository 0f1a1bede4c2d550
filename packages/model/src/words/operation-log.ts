import type { OwnLogLine } from '../log/entry-text';
import type { OperationKind, StepKind } from '../operation/operation';
import type { Problem } from '../problem';
import { operationWords, stepWords } from './operation';

/** What happened in an operation, as it happened. */
export type OperationNews =
  | { readonly kind: 'began'; readonly by: string }
  | { readonly kind: 'step-began'; readonly step: StepKind }
  | { readonly kind: 'step-done'; readonly step: StepKind; readonly ms: number; readonly detail?: string }
  | { readonly kind: 'step-failed'; readonly step: StepKind; readonly ms: number; readonly detail?: string }
  | { readonly kind: 'finding'; readonly words: string }
  | { readonly kind: 'undoing' }
  | { readonly kind: 'step-undone'; readonly step: StepKind }
  | { readonly kind: 'succeeded' }
  | {
      readonly kind: 'failed';
      readonly problem: Problem;
      readonly words: string;
      readonly outcome: 'failed' | 'undone';
    };

type Line = Pick<OwnLogLine, 'level' | 'text'>;

const detailed = (text: string, detail: string | undefined) => (detail ? `${text} (${detail})` : text);

const LINES: { readonly [Kind in OperationNews['kind']]: (news: Extract<OperationNews, { kind: Kind }>) => Line } = {
  began: ({ by }) => ({ level: 'info', text: `begins, asked for by ${by}` }),
  'step-began': ({ step }) => ({ level: 'debug', text: `${stepWords(step)} begins` }),
  'step-done': ({ step, ms, detail }) => ({
    level: 'info',
    text: detailed(`${stepWords(step)}: done in ${ms} ms`, detail),
  }),
  'step-failed': ({ step, ms, detail }) => ({
    level: 'error',
    text: detailed(`${stepWords(step)}: failed after ${ms} ms`, detail),
  }),
  finding: ({ words }) => ({ level: 'warning', text: words }),
  undoing: () => ({ level: 'warning', text: 'What was done is being undone' }),
  'step-undone': ({ step }) => ({ level: 'warning', text: `${stepWords(step)}: undone` }),
  succeeded: () => ({ level: 'info', text: 'done' }),
  failed: ({ words, outcome }) => ({
    level: 'error',
    text: outcome === 'undone' ? `failed, and everything is as it was: ${words}` : `failed: ${words}`,
  }),
};

/** A line of a machine's hand-over log: `Start win10: Detach from host: done in 120 ms (0000:01:00.0 nvidia -> (none))`. */
export function operationLogLine(
  operation: { readonly kind: OperationKind; readonly name: string },
  news: OperationNews,
): Line {
  const say = LINES[news.kind] as (news: OperationNews) => Line;
  const { level, text } = say(news);
  return { level, text: `${operationWords(operation.kind, operation.name)}: ${text}` };
}
