'use client';
import type { ImportResult } from '@baton/model/import/result';
import { machineNameKey, machineNameSchema } from '@baton/model/machine/name';
import type { ProfileDraft } from '@baton/model/profile/definition';
import type { ProfileFix } from '@baton/model/profile/fix';
import { importFormatWords } from '@baton/model/words/import-notes';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { machineHref } from '@/features/machine/machine-tab';
import { ProblemNote } from '@/features/machine/problem-note';
import { freeName, withFixes } from '@/features/new-machine/answers';
import { DraftFindings } from '@/features/new-machine/draft-findings';
import { leaveDraft } from '@/features/new-machine/draft-handoff';
import { useTRPC } from '@/lib/agent';
import { useAllowed } from '@/lib/allowed';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { Note } from '@/ui/note';
import { notify } from '@/ui/notify';
import { Section, SectionButton } from '@/ui/section';
import { BottomBar } from '@/ui/shell/bottom-nav';
import { FoundList } from './found-list';
import { PartList } from './part-list';
import { toldParts } from './parts';

interface ImportReviewProps {
  result: ImportResult;
  /** Names of the machines that are there. */
  taken: readonly string[];
  onAnother: () => void;
}

/** What was found, what became of each line, and what this host says to it. */
export function ImportReview({ result, taken, onAnother }: ImportReviewProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const mayExtra = useAllowed('profile.extra');
  const [name, setName] = useState(() => freeName(result.draft.name, taken));
  const [fixes, setFixes] = useState<ProfileFix['set']>([]);
  const create = useMutation(trpc.profile.create.mutationOptions());
  const parts = useMemo(() => toldParts(result), [result]);
  const nameError = whyNot(name, taken);
  const draft = { ...withFixes(result.draft, fixes), name: name.trim() as ProfileDraft['name'] };
  const hasExtra = draft.extraArguments.length > 0 && mayExtra !== undefined;
  const make = () =>
    create.mutate(draft, {
      onSuccess: (made) => {
        notify({ title: `${made.definition.name} made`, detail: 'It is not started yet.' });
        router.replace(machineHref(made.id, 'hardware'));
      },
    });
  return (
    <>
      <Section
        title={importFormatWords(result.format)}
        action={<SectionButton onClick={onAnother}>Import something else</SectionButton>}
      >
        <Card>
          <Field label="Name" error={nameError}>
            <Input
              value={name}
              onChange={(event) => setName(event.target.value)}
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
        </Card>
      </Section>
      {create.isError && <ProblemNote error={create.error} />}
      {hasExtra && (
        <Note tone="plain" title="Extra arguments are for administrators">
          {mayExtra} Take them out in the editor, or ask an administrator to import this.
        </Note>
      )}
      <FoundList findings={result.findings} />
      {nameError === undefined && <DraftFindings draft={draft} onFix={(set) => setFixes([...fixes, ...set])} />}
      <PartList parts={parts} draft={draft} />
      <BottomBar label="Import">
        <span className="flex-1" />
        <Button disabled={nameError !== undefined} onClick={() => router.push(leaveDraft(draft))}>
          Open in the editor
        </Button>
        <Button variant="solid" busy={create.isPending} disabled={nameError !== undefined} onClick={make}>
          Create
        </Button>
      </BottomBar>
    </>
  );
}

function whyNot(name: string, taken: readonly string[]): string | undefined {
  const parsed = machineNameSchema.safeParse(name.trim());
  if (!parsed.success) return parsed.error.issues[0]?.message;
  const key = machineNameKey(parsed.data);
  return taken.some((other) => machineNameKey(other) === key)
    ? 'A machine has this name already. Choose another.'
    : undefined;
}
