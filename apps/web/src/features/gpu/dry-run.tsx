'use client';
import type { DryRunView, PlannedStepView } from '@baton/api/views';
import { stepWords } from '@baton/model/describe';
import type { StepKind } from '@baton/model/operation/operation';
import { Code } from '@/ui/code';

/** Each step with what it would write and run, as a person could type it, and QEMU's command line. Nothing is done. */
export function DryRun({ plan }: { plan: DryRunView }) {
  return (
    <div className="grid gap-4">
      <p className="text-small text-ink-2">Nothing has been changed. This is what would happen, in this order.</p>
      <ol className="grid gap-3.5" aria-label="What it would do">
        {plan.steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the plan's order is its identity
          <li key={index} className="grid gap-1.5">
            <b className="font-semibold">
              {index + 1}. {stepWords(step.kind as StepKind)}
            </b>
            {lines(step).length > 0 ? (
              <Code text={lines(step).join('\n')} prompt="#" copyLabel={`Copy step ${index + 1}`} />
            ) : (
              <span className="text-small text-ink-2">Only looks; writes nothing.</span>
            )}
          </li>
        ))}
      </ol>
      {plan.qemuArgv && (
        <div className="grid gap-1.5">
          <b className="font-semibold">QEMU’s command line</b>
          <Code text={plan.qemuArgv.map(quoted).join(' ')} copyLabel="Copy QEMU’s command line" />
        </div>
      )}
    </div>
  );
}

function lines(step: PlannedStepView): readonly string[] {
  return [
    ...step.writes.map(({ path, value }) => `echo ${quoted(value)} > ${path}`),
    ...step.commands.map((argv) => argv.map(quoted).join(' ')),
  ];
}

/** Shown so that it could be typed into a shell; nothing here is ever given to one. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
