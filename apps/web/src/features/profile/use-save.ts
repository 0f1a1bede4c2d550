'use client';
import type { ProfileView } from '@baton/api/views';
import type { Problem } from '@baton/model/problem';
import type { ProfileDraft } from '@baton/model/profile/definition';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPCClient } from '@/lib/agent';
import { problemOf } from '@/lib/problem';
import { problemSentence } from './field-messages';
import { homeOf } from './fields';
import type { Issue } from './issues';

export interface Save {
  readonly saving: boolean;
  /** What went wrong and belongs to no field. */
  readonly problem: Problem | undefined;
  save(draft: ProfileDraft): void;
}

interface SaveOptions {
  /** The stored profile; null for a new machine. */
  readonly profile: Pick<ProfileView, 'id' | 'revision'> | null;
  readonly onSaved: (saved: ProfileView) => void;
  /** What the agent refused, at its fields. */
  readonly onRefused: (issues: readonly Issue[]) => void;
}

/** Creates or changes the profile. What the agent refuses stands at its field. */
export function useSave({ profile, onSaved, onRefused }: SaveOptions): Save {
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
      const issues = issuesIn(failure);
      if (issues.length > 0) onRefused(issues);
      else setProblem(failure);
    },
  });
  return { saving: mutation.isPending, problem, save: mutation.mutate };
}

function issuesIn(problem: Problem): Issue[] {
  const found =
    problem.code === 'request.invalid' && !problem.field
      ? problem.facts.issues.map(({ path, message }) => ({ path: path.replace(/^draft\./, ''), message }))
      : [{ path: problem.field ?? '', message: problemSentence(problem) }];
  return found.filter(({ path }) => homeOf(path) !== undefined);
}
