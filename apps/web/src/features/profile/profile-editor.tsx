'use client';
import type { MachineView, ProfileView } from '@baton/api/views';
import { History } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { machineHref } from '@/features/machine/machine-tab';
import { ProblemNote } from '@/features/machine/problem-note';
import { useAllowed } from '@/lib/allowed';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { IconButton } from '@/ui/icon-button';
import { Note } from '@/ui/note';
import { notify } from '@/ui/notify';
import { changesBetween } from './changes';
import { profileDraftSchema } from './draft-schema';
import { EditorContext, type Surroundings } from './editor';
import { FieldSearch } from './field-search';
import { sectionOf } from './fields';
import { type FormValues, valuesOf } from './form-values';
import type { Issue } from './issues';
import { LeaveSheet } from './leave-sheet';
import { SaveBar } from './save-bar';
import { NextSection, SectionJump, SectionNav } from './section-nav';
import { SectionView } from './section-view';
import { SECTIONS } from './sections';
import { useEditorState } from './use-editor';
import { useLeaveGuard } from './use-leave-guard';
import { useSave } from './use-save';

const VersionsSheet = lazy(() => import('./versions/versions-sheet'));

interface ProfileEditorProps extends Surroundings {
  /** The stored profile; null for a new machine. */
  profile: ProfileView | null;
  machine: MachineView | undefined;
  initial: FormValues;
  /** Somebody else has changed it, or an earlier version is back: begin anew with what is stored. */
  onReload: () => void;
}

/** The form of one profile. */
export function ProfileEditor({ profile, machine, initial, onReload, ...around }: ProfileEditorProps) {
  const router = useRouter();
  const forbidden = useAllowed('profile.edit');
  const [versions, setVersions] = useState<'closed' | 'open' | 'unused'>('unused');
  const saved = useMemo(() => profile && valuesOf(profile.definition), [profile]);
  const { editor, draft, schemaIssues, setTried, setRefusals, setValues } = useEditorState({
    ...around,
    id: profile?.id ?? null,
    initial,
    saved,
    ownName: profile?.definition.name,
  });
  const changes = useMemo(() => changesBetween(initial, editor.values).length, [initial, editor.values]);
  const guard = useLeaveGuard(changes > 0);
  const up = machine !== undefined && machine.state.kind !== 'stopped';

  const { save, saving, problem } = useSave({
    profile,
    onSaved: (stored) => {
      guard.release();
      notify({
        title: `${stored.definition.name} ${profile ? 'saved' : 'created'}`,
        detail: stored.differsFromRunning ? 'Used at the next start.' : undefined,
      });
      router.replace(machineHref(stored.id, profile ? 'hardware' : 'overview'));
    },
    onRefused: (issues) => {
      setRefusals(issues.map((issue) => ({ ...issue, values: editor.values })));
      leadTo(issues);
    },
  });
  const leadTo = (issues: readonly Issue[]) => {
    const order = SECTIONS.map(({ id }) => issues.find(({ path }) => sectionOf(path) === id));
    const first = order.find((issue) => issue !== undefined);
    if (first) editor.goTo(first.path);
  };
  const submit = () => {
    setTried(true);
    const complete = profileDraftSchema.safeParse(draft);
    if (complete.success) save(complete.data);
    else leadTo(schemaIssues);
  };
  useEffect(() => {
    // It stands above the form, which may be scrolled away.
    if (problem) window.scrollTo({ top: 0 });
  }, [problem]);

  return (
    <EditorContext value={editor}>
      <form
        id="profile-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        className="grid items-start gap-4 pb-10 desk:grid-cols-[190px_minmax(0,1fr)] desk:gap-8"
      >
        <div className="z-4 grid gap-3 desk:sticky desk:top-10 desk:-ml-3">
          <div className="flex gap-2 desk:pl-3">
            <div className="min-w-0 flex-1">
              <FieldSearch />
            </div>
            {profile && (
              <IconButton
                outlined
                icon={History}
                label="Versions"
                className="size-12 desk:hidden"
                onClick={() => setVersions('open')}
              />
            )}
          </div>
          <SectionJump />
          <SectionNav />
          {profile && (
            <button
              type="button"
              onClick={() => setVersions('open')}
              className="press flex min-h-9.5 items-center gap-3 rounded-[8px] px-3 text-[14px] font-medium text-ink-2 hover:text-ink-1 max-desk:hidden"
            >
              <Icon as={History} />
              Versions
            </button>
          )}
        </div>
        <div className="grid max-w-[860px] grid-cols-[minmax(0,1fr)] gap-5">
          {up && (
            <Note tone="plain" title={`${machine.name} is up`}>
              {profile?.differsFromRunning
                ? 'It runs with an earlier version. What is saved applies at its next start.'
                : 'Changes apply at its next start.'}
            </Note>
          )}
          {around.can === null && (
            <Note title="QEMU is not installed on this host">
              What it offers is not known, so nothing is checked against it. Host check says how to install it.
            </Note>
          )}
          {problem && (
            <ProblemNote
              problem={problem}
              action={
                problem.code === 'profile.changed-meanwhile' ? <Button onClick={onReload}>Reload</Button> : undefined
              }
            />
          )}
          <SectionView />
          <NextSection />
        </div>
        <SaveBar
          changes={changes}
          isNew={profile === null}
          up={up}
          saving={saving}
          refused={forbidden}
          onUndo={() => setValues(initial)}
        />
        <LeaveSheet guard={guard} />
      </form>
      {profile && versions !== 'unused' && (
        <Suspense fallback={null}>
          <VersionsSheet
            profile={profile}
            open={versions === 'open'}
            onClose={() => setVersions('closed')}
            unsaved={changes > 0}
            onRestored={() => {
              setVersions('closed');
              onReload();
            }}
          />
        </Suspense>
      )}
    </EditorContext>
  );
}
