'use client';
import { describe } from '@baton/model/describe';
import { useSyncExternalStore } from 'react';
import { Note } from '@/ui/note';
import { useEditor } from '../editor';
import { problemSentence } from '../field-messages';
import { homeOf, sectionOf, wordsAt } from '../fields';
import type { SectionId } from '../sections';
import { Fixes } from './field-frame';

/** What is said about fields of this section that are not on the page now: hidden, because another one makes them meaningless. */
export function Leftovers({ section }: { section: SectionId }) {
  const { issues, findings, shown } = useEditor();
  useSyncExternalStore(shown.subscribe, shown.snapshot, () => 0);
  const isLeft = (path: string) => sectionOf(path) === section && !shown.has(homeOf(path)?.path ?? path);
  const leftFindings = findings.filter(({ field }) => isLeft(field));
  const leftIssues = issues.filter(({ path }) => isLeft(path));
  return (
    <>
      {leftIssues.map(({ path, message }) => (
        <Note key={path} tone="bad" role="alert" title={homeOf(path)?.words.label ?? path}>
          {message}
        </Note>
      ))}
      {leftFindings.map((finding) => (
        <Note
          key={`${finding.field} ${finding.problem.code}`}
          tone={finding.severity === 'error' ? 'bad' : 'warn'}
          role="alert"
          title={describe(finding.problem).title}
          actionBelow
          action={
            finding.fix && (
              <Fixes field={{ fixable: [finding], words: homeOf(finding.field)?.words ?? wordsAt('name') }} />
            )
          }
        >
          {problemSentence(finding.problem)}
        </Note>
      ))}
    </>
  );
}
