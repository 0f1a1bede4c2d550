'use client';
import type { FindingView } from '@baton/api/views';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { setAt } from './at-path';
import type { Editor, Surroundings } from './editor';
import { homeOf, sectionOf } from './fields';
import { draftOf, type FormValues, valuesOfDraft } from './form-values';
import { issuesOf, type Refusal, standingRefusals, toldIssues } from './issues';
import { type SectionId, sectionInAddress, writeSection } from './sections';
import { ShownFields } from './shown-fields';
import { useFindings } from './use-findings';

interface Opened extends Surroundings {
  readonly id: string | null;
  readonly initial: FormValues;
  readonly saved: FormValues | null;
  readonly ownName: string | undefined;
}

/** The state of the form: what is typed, what is wrong with it, where one is. */
export function useEditorState({ id, initial, saved, ownName, ...around }: Opened) {
  const [values, setValues] = useState(initial);
  const [tried, setTried] = useState(false);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [wish, setWish] = useState<Editor['wish']>(null);
  const [section, setSection] = useState<SectionId>('general');
  const [shown] = useState(() => new ShownFields());
  const draft = useMemo(() => draftOf(values), [values]);
  const findings = useFindings(id, draft, { can: around.can, accelerator: around.host?.accelerator.kind });
  const schemaIssues = useMemo(() => issuesOf(draft), [draft]);
  const issues = useMemo(
    () => [...standingRefusals(refusals, values), ...toldIssues(schemaIssues, { initial, values, tried })],
    [refusals, schemaIssues, initial, values, tried],
  );

  const open = useCallback((next: SectionId) => {
    setSection(next);
    setWish(null);
    writeSection(next);
  }, []);
  const goTo = useCallback(
    (path: string) => {
      open(sectionOf(path));
      setWish({ path: homeOf(path)?.path ?? path });
    },
    [open],
  );
  useEffect(() => {
    // The address is the browser's: the prerendered page does not know it.
    const place = sectionInAddress();
    if (place) setSection(place);
  }, []);

  const editor: Editor = {
    ...around,
    values,
    saved,
    ownName,
    issues,
    findings,
    shown,
    wish,
    section,
    set: useCallback((path: string, value: unknown) => setValues((known) => setAt(known, path, value)), []),
    change: setValues,
    fix: useCallback((finding: FindingView) => setValues((known) => fixed(known, finding)), []),
    open,
    goTo,
    arrived: useCallback(() => setWish(null), []),
  };
  return { editor, draft, schemaIssues, setTried, setRefusals, setValues };
}

/** A fix speaks of the draft. */
function fixed(values: FormValues, { fix }: FindingView): FormValues {
  const set = fix?.set ?? [];
  return valuesOfDraft(set.reduce((draft, { path, value }) => setAt(draft, path, value), draftOf(values)));
}
