'use client';
import type { DryRunView } from '@baton/api/views';
import { Button } from '@/ui/button';
import { Note } from '@/ui/note';
import { Skeleton } from '@/ui/skeleton';
import { DryRun } from './dry-run';
import { FindingNotes } from './finding-notes';
import { problemSentences } from './gpu-words';

interface PlanNotesProps {
  plan: DryRunView | undefined;
  blockers: DryRunView['blockers'];
  stepsOpen: boolean;
}

/** Whether it would go, and what may go wrong. */
export function PlanNotes({ plan, blockers, stepsOpen }: PlanNotesProps) {
  if (!plan) return <Skeleton className="h-11 w-full" />;
  // What is only good to know waits until somebody wants to know it all.
  const findings = plan.findings.filter(({ severity }) => stepsOpen || severity === 'warning');
  return (
    <>
      {blockers.map((blocker) => {
        const { title, text } = problemSentences(blocker);
        return (
          <Note key={blocker.code} title={title}>
            {text}
          </Note>
        );
      })}
      <FindingNotes findings={findings} />
    </>
  );
}

interface PlanStepsProps {
  plan: DryRunView | undefined;
  stepsOpen: boolean;
  onToggle: () => void;
}

/** On demand: each write and command of it. */
export function PlanSteps({ plan, stepsOpen, onToggle }: PlanStepsProps) {
  if (!plan) return null;
  return (
    <>
      {(plan.steps.length > 0 || plan.qemuArgv) && (
        <Button variant="quiet" aria-expanded={stepsOpen} onClick={onToggle} className="justify-self-start">
          {stepsOpen ? 'Hide what it would do' : 'Show me first'}
        </Button>
      )}
      {stepsOpen && <DryRun plan={plan} />}
    </>
  );
}
