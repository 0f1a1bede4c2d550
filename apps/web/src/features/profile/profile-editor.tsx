'use client';
import type { HostView, MachineView, ProfileView, StorageFileView } from '@baton/api/views';
import { useRouter } from 'next/navigation';
import { useEffect, useMemo } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { machineHref } from '@/features/machine/machine-tab';
import { ProblemNote } from '@/features/machine/problem-note';
import { useAllowed } from '@/lib/allowed';
import { Button } from '@/ui/button';
import { Note } from '@/ui/note';
import { notify } from '@/ui/notify';
import { countChanges } from './count-changes';
import { fieldMessages } from './field-messages';
import { draftOf, type FormValues } from './form-values';
import { FirmwareSection, NameSection, ResourcesSection } from './general-section';
import { GpuSection } from './gpu-section';
import { LeaveSheet } from './leave-sheet';
import { formResolver } from './resolver';
import { SaveBar } from './save-bar';
import { PARTS, SectionNav } from './section-nav';
import { DiskSection, IsoSection } from './storage-section';
import { useFindings } from './use-findings';
import { useLeaveGuard } from './use-leave-guard';
import { useSave } from './use-save';

interface ProfileEditorProps {
  /** The stored profile; null for a new machine. */
  profile: ProfileView | null;
  machine: MachineView | undefined;
  initial: FormValues;
  host: HostView | undefined;
  files: readonly StorageFileView[];
  /** Somebody else has changed it: begin anew with what is stored. */
  onReload: () => void;
}

const SECTIONS = {
  general: NameSection,
  resources: ResourcesSection,
  firmware: FirmwareSection,
  disk: DiskSection,
  iso: IsoSection,
  gpu: GpuSection,
} satisfies Record<(typeof PARTS)[number]['id'], unknown>;

/** The form of one profile. */
export function ProfileEditor({ profile, machine, initial, host, files, onReload }: ProfileEditorProps) {
  const router = useRouter();
  const forbidden = useAllowed('profile.edit');
  const form = useForm({ defaultValues: initial, resolver: formResolver, mode: 'onChange' });
  const watched = useWatch({ control: form.control }) as FormValues;
  const draft = useMemo(() => draftOf({ ...initial, ...watched }), [initial, watched]);
  const changes = useMemo(() => countChanges(draftOf(initial), draft), [initial, draft]);
  const guard = useLeaveGuard(changes > 0);
  const findings = useFindings(profile?.id ?? null, draft);
  const { errors, submitCount } = form.formState;
  const up = machine !== undefined && machine.state.kind !== 'stopped';

  const { save, saving, problem } = useSave({
    profile,
    form,
    onSaved: (saved) => {
      guard.release();
      notify({
        title: `${saved.definition.name} ${profile ? 'saved' : 'created'}`,
        detail: saved.differsFromRunning ? 'Used at the next start.' : undefined,
      });
      router.replace(machineHref(saved.id, profile ? 'hardware' : 'overview'));
    },
  });
  const messages = (field: string) => fieldMessages(field, errorAt(errors, field, submitCount > 0, form), findings);
  const parts = { form, messages, host, files, ownName: profile?.definition.name };
  useFocusFirstError(form);
  useEffect(() => {
    // It stands above the form, which may be scrolled away.
    if (problem) window.scrollTo({ top: 0 });
  }, [problem]);

  return (
    <form
      id="profile-form"
      noValidate
      onSubmit={(event) => void form.handleSubmit((valid) => save(valid))(event)}
      className="grid items-start gap-5 pb-10 desk:grid-cols-[190px_minmax(0,1fr)] desk:gap-8"
    >
      <SectionNav />
      <div className="grid gap-5">
        {up && (
          <Note tone="plain" title={`${machine.name} is up`}>
            Changes apply at its next start.
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
        {PARTS.map(({ id }) => {
          const Part = SECTIONS[id];
          return (
            <div key={id} id={id} className="scroll-mt-12">
              <Part {...parts} />
            </div>
          );
        })}
      </div>
      <SaveBar
        changes={changes}
        isNew={profile === null}
        up={up}
        saving={saving}
        refused={forbidden}
        onUndo={() => form.reset(initial)}
      />
      <LeaveSheet guard={guard} />
    </form>
  );
}

/** A field that nobody has touched is not scolded before the first try to save. */
function errorAt(
  errors: object,
  field: string,
  tried: boolean,
  form: { getFieldState: (name: never) => { isDirty: boolean } },
): string | undefined {
  const found = field
    .split('.')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], errors) as
    | { message?: string }
    | undefined;
  if (!found?.message) return undefined;
  return tried || form.getFieldState(field as never).isDirty ? found.message : undefined;
}

/** A finding of the host that stops the save is shown by the agent's answer; the first field in error gets the cursor. */
function useFocusFirstError(form: { formState: { submitCount: number; isValid: boolean } }): void {
  const { submitCount, isValid } = form.formState;
  useEffect(() => {
    if (submitCount === 0 || isValid) return;
    document.querySelector<HTMLElement>('#profile-form [aria-invalid=true]')?.focus();
  }, [submitCount, isValid]);
}
