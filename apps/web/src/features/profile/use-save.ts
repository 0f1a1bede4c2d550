'use client';
import type { ProfileView } from '@baton/api/views';
import type { Problem } from '@baton/model/problem';
import type { ProfileDraft } from '@baton/model/profile/definition';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FieldPath } from 'react-hook-form';
import { useTRPCClient } from '@/lib/agent';
import { problemOf } from '@/lib/problem';
import { problemSentence } from './field-messages';
import type { ProfileForm } from './form-parts';
import type { FormValues } from './form-values';

export interface Save {
  readonly saving: boolean;
  /** What went wrong and belongs to no field. */
  readonly problem: Problem | undefined;
  save(draft: ProfileDraft): void;
  clear(): void;
}

interface SaveOptions {
  /** The stored profile; null for a new machine. */
  readonly profile: Pick<ProfileView, 'id' | 'revision'> | null;
  readonly form: ProfileForm;
  readonly onSaved: (saved: ProfileView) => void;
}

const FIELDS: ReadonlySet<string> = new Set<FieldPath<FormValues>>([
  'name',
  'memoryMiB',
  'vcpus',
  'firmware',
  'disk.path',
  'newDiskGiB',
  'iso',
  'gpu.wanted',
  'gpu.afterExit',
  'gpu.battery.percent',
]);

/** Creates or changes the profile. What the agent refuses stands at its field, and there is the cursor. */
export function useSave({ profile, form, onSaved }: SaveOptions): Save {
  const client = useTRPCClient();
  const [problem, setProblem] = useState<Problem>();
  const mutation = useMutation({
    mutationFn: (draft: ProfileDraft) =>
      profile
        ? client.profile.update.mutate({ id: profile.id, revision: profile.revision, draft })
        : client.profile.create.mutate(draft),
    onMutate: () => setProblem(undefined),
    onSuccess: onSaved,
    onError: (error) => {
      const failure = problemOf(error);
      const atFields = fieldErrors(failure);
      for (const [index, { field, message }] of atFields.entries()) {
        form.setError(field, { type: 'agent', message }, { shouldFocus: index === 0 });
      }
      if (atFields.length === 0) setProblem(failure);
    },
  });
  return { saving: mutation.isPending, problem, save: mutation.mutate, clear: () => setProblem(undefined) };
}

function fieldErrors(problem: Problem): { field: FieldPath<FormValues>; message: string }[] {
  const found =
    problem.code === 'request.invalid' && !problem.field
      ? problem.facts.issues.map(({ path, message }) => ({ field: path.replace(/^draft\./, ''), message }))
      : [{ field: problem.field ?? '', message: problemSentence(problem) }];
  return found.flatMap(({ field, message }) =>
    FIELDS.has(field) ? [{ field: field as FieldPath<FormValues>, message }] : [],
  );
}
