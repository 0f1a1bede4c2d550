'use client';
import type { ProfileDraft } from '@baton/model/profile/definition';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { machineHref } from '@/features/machine/machine-tab';
import { ProblemNote } from '@/features/machine/problem-note';
import { profileItems } from '@/features/machine/profile-items';
import { useStartMachine } from '@/features/start/start-machine';
import { useTRPC } from '@/lib/agent';
import { useAllowed } from '@/lib/allowed';
import { Button, ButtonLink } from '@/ui/button';
import { Card } from '@/ui/card';
import { DisabledReason } from '@/ui/disabled-reason';
import { KeyValue } from '@/ui/key-value';
import { Section, SectionButton } from '@/ui/section';
import { BottomBar } from '@/ui/shell/bottom-nav';
import { DraftFindings } from './draft-findings';
import { leaveDraft } from './draft-handoff';
import { draftSentence } from './draft-sentence';
import type { StepProps } from './facts';

interface SummaryStepProps extends StepProps {
  draft: ProfileDraft;
  nameError: string | undefined;
  /** A disc that is still being uploaded for it. */
  coming: string | undefined;
  backHref: string;
  onCreated: () => void;
}

/** What would be made, in words, with what this host says to it. */
export function SummaryStep({ answers, change, draft, nameError, coming, backHref, onCreated }: SummaryStepProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const { start } = useStartMachine();
  const mayStart = useAllowed('machine.operate') === undefined;
  const create = useMutation(trpc.profile.create.mutationOptions());
  const missing = nameError ?? (coming && `Wait until ${coming} is uploaded, or choose another ISO.`);
  const make = (thenStart: boolean) =>
    create.mutate(draft, {
      onSuccess: ({ id, definition: { name } }) => {
        onCreated();
        if (thenStart) start({ id, name });
        router.replace(machineHref(id));
      },
    });
  return (
    <>
      <p className="text-section text-ink-2">
        <b className="font-semibold text-ink-1">{draft.name}</b> {draftSentence(draft)}
      </p>
      {create.isError && <ProblemNote error={create.error} />}
      <DraftFindings draft={draft} onFix={(set) => change({ fixes: [...answers.fixes, ...set] })} />
      <Section
        title="What it is made of"
        action={<SectionButton onClick={() => router.push(leaveDraft(draft))}>Open in the editor</SectionButton>}
      >
        <Card>
          <KeyValue items={profileItems(draft)} />
        </Card>
      </Section>
      {missing && <DisabledReason id="why-not-create">{missing}</DisabledReason>}
      <BottomBar label="Create">
        <span className="flex-1" />
        <ButtonLink variant="bare" href={backHref}>
          Back
        </ButtonLink>
        <Button
          variant={mayStart ? undefined : 'solid'}
          busy={create.isPending}
          disabled={missing !== undefined}
          aria-describedby={missing && 'why-not-create'}
          onClick={() => make(false)}
        >
          Create
        </Button>
        {mayStart && (
          <Button
            variant={draft.gpu.wanted ? 'accent' : 'solid'}
            busy={create.isPending}
            disabled={missing !== undefined}
            aria-describedby={missing && 'why-not-create'}
            onClick={() => make(true)}
          >
            Create and start
          </Button>
        )}
      </BottomBar>
    </>
  );
}
