'use client';
import { fixWords } from '@baton/model/words/fixes';
import { OctagonX, Wand } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { type FieldParts, useEditor } from '../editor';
import { hintWith } from './warning-line';

interface FrameProps {
  path: string;
  field: FieldParts<unknown>;
  label?: string;
  /** In place of the hint of the tables. */
  hint?: ReactNode;
  children: ReactNode;
}

/** One control with its label, its hint, and what is said about its value. */
export function FieldFrame({ path, field, label, hint, children }: FrameProps) {
  return (
    <Spot path={path}>
      <Field
        label={label ?? field.words.label}
        error={field.error}
        hint={hintWith(hint ?? field.words.hint, field.warning)}
      >
        {children}
      </Field>
      <Fixes field={field} />
    </Spot>
  );
}

/** The same for a choice or a list that has a label of its own. */
export function GroupFrame({ path, field, label, hint, children }: FrameProps) {
  const said = label ?? field.words.label;
  return (
    <Spot path={path}>
      <div className="grid min-w-0 content-start gap-1.5">
        {said && (
          <span aria-hidden className="text-small font-medium text-ink-2">
            {said}
          </span>
        )}
        {children}
        <Said field={field} hint={hint ?? field.words.hint} />
      </div>
    </Spot>
  );
}

/** A hint and what is said about a value, below a control that is no text field. It is spoken when it appears. */
export function Said({ field, hint }: { field: FieldParts<unknown>; hint?: ReactNode }) {
  return (
    <>
      {hint && <p className="text-small text-ink-2">{hint}</p>}
      {(field.error ?? field.warning) && (
        <div role="alert" className="grid gap-1 text-small">
          {field.error && (
            <p className="flex items-start gap-1.5 text-bad">
              <Icon as={OctagonX} small className="mt-px" />
              {field.error}
            </p>
          )}
          {hintWith(undefined, field.warning)}
        </div>
      )}
      <Fixes field={field} />
    </>
  );
}

/** What one tap makes good. */
export function Fixes({ field }: { field: Pick<FieldParts<unknown>, 'fixable' | 'words'> }) {
  const editor = useEditor();
  if (field.fixable.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {field.fixable.map((finding) => (
        <Button
          key={`${finding.field} ${finding.problem.code}`}
          icon={Wand}
          onClick={() => editor.fix(finding)}
          aria-label={finding.fix && `${fixWords(finding.fix.label)}: ${field.words.label}`}
        >
          {finding.fix && fixWords(finding.fix.label)}
        </Button>
      ))}
    </div>
  );
}

const CONTROL = 'input:not([type=hidden]), select, textarea, button, [tabindex="0"]';

/** Where a field is: the search and the findings lead here, and give the first control the cursor. */
export function Spot({ path, children, className }: { path: string; children: ReactNode; className?: string }) {
  const { wish, arrived } = useEditor();
  const spot = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (wish?.path !== path || !spot.current) return;
    spot.current.scrollIntoView({ block: 'center' });
    const control =
      spot.current.querySelector<HTMLElement>(':checked') ?? spot.current.querySelector<HTMLElement>(CONTROL);
    control?.focus({ preventScroll: true });
    arrived();
  }, [wish, path, arrived]);
  return (
    <div ref={spot} data-field={path} className={className ?? 'grid min-w-0 content-start gap-2'}>
      {children}
    </div>
  );
}
