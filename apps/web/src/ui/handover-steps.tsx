'use client';
import clsx from 'clsx';
import { Check, CircleDashed, OctagonX, Undo2 } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { formatSeconds } from './format-seconds';
import { Icon, type IconType } from './icon';
import { useDesktop } from './use-desktop';

export interface HandoverStep {
  id: string;
  name: string;
  state: 'done' | 'now' | 'todo' | 'failed' | 'undone';
  /** How long it took, or has run so far (it then counts on by itself). */
  elapsedMs?: number;
  /** From the last run, for a step to come. */
  estimateMs?: number;
  /** One line. PCI addresses whole. */
  detail?: ReactNode;
}

/** The steps of a hand-over with their times. Its progress is spoken as it goes on. */
export function HandoverSteps({ steps, label = 'Steps' }: { steps: readonly HandoverStep[]; label?: string }) {
  const at = steps.findIndex((step) => step.state === 'now' || step.state === 'failed');
  const current = steps[at];
  return (
    <div>
      <p aria-live="polite" className="sr-only">
        {current ? `Step ${at + 1} of ${steps.length}, ${WORD[current.state]}: ${current.name}` : ''}
      </p>
      <ol aria-label={label} className="steps">
        {steps.map((step) => (
          <Step key={step.id} step={step} />
        ))}
      </ol>
    </div>
  );
}

const WORD = { done: 'done', now: 'under way', todo: 'to do', failed: 'failed', undone: 'undone' };
const SIGN: Record<Exclude<HandoverStep['state'], 'now'>, IconType> = {
  done: Check,
  todo: CircleDashed,
  failed: OctagonX,
  undone: Undo2,
};

function Step({ step }: { step: HandoverStep }) {
  const desktop = useDesktop();
  const [opened, setOpened] = useState(false);
  // On the phone the details of finished steps are folded away; a tap opens them.
  const folds = !desktop && step.detail !== undefined && (step.state === 'done' || step.state === 'undone');
  return (
    <li className={clsx('step', step.state)} aria-current={step.state === 'now' ? 'step' : undefined}>
      <span aria-hidden className="step-sign">
        {step.state === 'now' ? <i className="step-baton" /> : <Icon as={SIGN[step.state]} small />}
      </span>
      <span className="step-name">
        {folds ? (
          <button type="button" aria-expanded={opened} onClick={() => setOpened(!opened)}>
            {step.name}
          </button>
        ) : (
          step.name
        )}
        <span className="sr-only">, {WORD[step.state]}</span>
      </span>
      <span className="step-time">
        <StepTime step={step} />
      </span>
      {step.detail !== undefined && (!folds || opened) && <span className="step-detail">{step.detail}</span>}
    </li>
  );
}

function StepTime({ step }: { step: HandoverStep }) {
  if (step.state === 'now') return <RunningTime key={step.elapsedMs} fromMs={step.elapsedMs ?? 0} />;
  if (step.elapsedMs !== undefined) return formatSeconds(step.elapsedMs);
  return step.estimateMs === undefined ? null : `~ ${formatSeconds(step.estimateMs, false)}`;
}

/** Counts on from what the host last said, ten times a second. */
function RunningTime({ fromMs }: { fromMs: number }) {
  const [ms, setMs] = useState(fromMs);
  useEffect(() => {
    const started = performance.now();
    const timer = setInterval(() => setMs(fromMs + performance.now() - started), 100);
    return () => clearInterval(timer);
  }, [fromMs]);
  return formatSeconds(ms);
}
