import clsx from 'clsx';
import { Check } from 'lucide-react';
import { Icon } from '@/ui/icon';
import { STEPS, type Step } from './place';

const NAMES: Record<Step, string> = { basics: 'Name, ISO', size: 'Size', summary: 'Summary' };

/** Where in the wizard one is. */
export function StepTrail({ at }: { at: Step }) {
  const here = STEPS.indexOf(at);
  return (
    <ol aria-label="Steps" className="flex gap-2">
      {STEPS.map((step, index) => (
        <li
          key={step}
          aria-current={step === at ? 'step' : undefined}
          className={clsx(
            'flex min-w-0 flex-1 items-center gap-2 border-t-2 pt-2 text-small font-medium',
            index <= here ? 'border-ink-1' : 'border-line-strong',
            step === at ? 'text-ink-1' : 'text-ink-2',
          )}
        >
          {index < here ? (
            <Icon as={Check} small />
          ) : (
            <span aria-hidden className="font-mono text-label">
              {index + 1}
            </span>
          )}
          <span className="truncate">
            {NAMES[step]}
            {index < here && <span className="sr-only">, done</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
