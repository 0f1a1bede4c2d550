'use client';
import clsx from 'clsx';
import { ChevronDown, ChevronRight, OctagonX, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { Sheet } from '@/ui/sheet';
import { useEditor } from './editor';
import { type SectionSummary, summaries, summaryWords } from './section-summary';
import { SECTIONS, type SectionId } from './sections';

/** On the desktop: the parts beside the form, each with what is wrong in it. */
export function SectionNav() {
  return (
    <nav aria-label="Parts of the profile" className="max-desk:hidden">
      <SectionList />
    </nav>
  );
}

function SectionList({ onChoose }: { onChoose?: () => void }) {
  const { section, open, issues, findings } = useEditor();
  const summaryOf = summaries(issues, findings);
  return (
    <ul className="grid">
      {SECTIONS.map(({ id, label, icon }) => {
        const words = summaryWords(summaryOf(id));
        return (
          <li key={id}>
            <button
              type="button"
              aria-current={id === section ? 'page' : undefined}
              aria-label={words ? `${label}: ${words}` : undefined}
              onClick={() => {
                open(id);
                onChoose?.();
              }}
              className={clsx(
                'press flex min-h-12 w-full items-center gap-3 rounded-[8px] px-3 text-left font-medium desk:min-h-9.5 desk:text-[14px]',
                id === section ? 'bg-raised text-ink-1' : 'text-ink-2 hover:text-ink-1',
              )}
            >
              <Icon as={icon} />
              <span className="min-w-0 flex-1 truncate">{label}</span>
              <Count summary={summaryOf(id)} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** The worst of it, with its shape: never by colour alone. */
function Count({ summary: { errors, warnings } }: { summary: SectionSummary }) {
  if (errors === 0 && warnings === 0) return null;
  const isError = errors > 0;
  return (
    <span className={clsx('flex shrink-0 items-center gap-1 text-label', isError ? 'text-bad' : 'text-warn')}>
      <Icon as={isError ? OctagonX : TriangleAlert} small />
      {isError ? errors : warnings}
    </span>
  );
}

/** On the phone: where one is, and the way to the other parts. */
export function SectionJump() {
  const { section, issues, findings } = useEditor();
  const [choosing, setChoosing] = useState(false);
  const index = SECTIONS.findIndex(({ id }) => id === section);
  const here = SECTIONS[index] ?? SECTIONS[0];
  const summaryOf = summaries(issues, findings);
  const elsewhere = SECTIONS.filter(({ id }) => id !== section).map(({ id }) => summaryOf(id));
  const total = elsewhere.reduce(
    (sum, one) => ({ errors: sum.errors + one.errors, warnings: sum.warnings + one.warnings }),
    { errors: 0, warnings: 0 },
  );
  return (
    <div className="desk:hidden">
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setChoosing(true)}
        className="press flex min-h-12 w-full items-center gap-3 rounded-note border border-line-strong px-3.5 text-left"
      >
        <Icon as={here.icon} />
        <b className="min-w-0 flex-1 truncate font-semibold">{here.label}</b>
        <Count summary={total} />
        {summaryWords(total) && <span className="sr-only">{summaryWords(total)} in other parts</span>}
        <span className="text-small text-ink-2">
          {index + 1} of {SECTIONS.length}
        </span>
        <Icon as={ChevronDown} small />
      </button>
      <Sheet open={choosing} onOpenChange={setChoosing} title="Parts of the profile" closeLabel="Close">
        <SectionList onChoose={() => setChoosing(false)} />
      </Sheet>
    </div>
  );
}

/** The next part, for a thumb that has come to the end of this one. */
export function NextSection() {
  const { section, open } = useEditor();
  const next = SECTIONS[SECTIONS.findIndex(({ id }) => id === section) + 1];
  if (!next) return null;
  const go = (id: SectionId) => {
    open(id);
    window.scrollTo({ top: 0 });
  };
  return (
    <Button variant="bare" iconEnd={ChevronRight} className="justify-self-end desk:hidden" onClick={() => go(next.id)}>
      {next.label}
    </Button>
  );
}
