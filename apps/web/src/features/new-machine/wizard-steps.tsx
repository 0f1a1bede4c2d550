'use client';
import { machineNameKey, machineNameSchema } from '@baton/model/machine/name';
import type { ProfileDraft } from '@baton/model/profile/definition';
import { vcpuCount } from '@baton/model/profile/vcpus';
import { useRouter } from 'next/navigation';
import { useEffect, useMemo, useState } from 'react';
import { Button, ButtonLink } from '@/ui/button';
import { BottomBar } from '@/ui/shell/bottom-nav';
import { type Answers, draftOf, freeName, NEW_DISK_GIB } from './answers';
import { BasicsStep } from './basics-step';
import type { Coming, DiscPlace, WizardFacts } from './facts';
import { backHrefOf, hrefOf, STEPS, type WizardPlace } from './place';
import { shares } from './shares';
import { SizeStep } from './size-step';
import { StepTrail } from './step-trail';
import { SummaryStep } from './summary-step';
import { useKept } from './use-kept';

interface WizardStepsProps {
  place: WizardPlace;
  template: ProfileDraft;
  facts: WizardFacts;
}

/** The three steps over one set of answers. */
export function WizardSteps({ place, template, facts }: WizardStepsProps) {
  const router = useRouter();
  const key = `baton-new-machine ${place.door} ${place.template ?? ''}`;
  const [answers, change, forget] = useKept(key, useFirstAnswers(place, template, facts));
  const [coming, setComing] = useState<Coming>({});
  useTakeWhatCame({ coming, setComing, change, facts });
  const [tried, setTried] = useState(false);
  const nameError = nameProblem(answers.name, facts.names);

  const size = useMemo(() => {
    const offered = shares(facts.host, template.guest);
    return offered.find(({ id }) => id === answers.share) ?? answers;
  }, [answers, facts.host, template.guest]);
  const draft = useMemo(() => draftOf(template, answers, size), [template, answers, size]);
  const next = STEPS[STEPS.indexOf(place.step) + 1];
  const goOn = () => {
    setTried(true);
    if (nameError && place.step === 'basics') return document.getElementById('main')?.querySelector('input')?.focus();
    if (next) router.push(hrefOf({ ...place, step: next }));
  };
  const step = { answers, change, facts };
  return (
    <div className="grid max-w-[720px] gap-5 pb-10">
      <StepTrail at={place.step} />
      {place.step === 'basics' ? (
        <BasicsStep
          {...step}
          template={template}
          nameError={tried ? nameError : undefined}
          coming={coming}
          onComing={(disc, name) => setComing({ ...coming, [disc]: name })}
        />
      ) : place.step === 'size' ? (
        <SizeStep {...step} guest={template.guest} />
      ) : (
        <SummaryStep
          {...step}
          draft={draft}
          nameError={nameError}
          coming={Object.values(coming)[0]}
          backHref={backHrefOf(place)}
          onCreated={forget}
        />
      )}
      {next && (
        <BottomBar label="Steps">
          <span className="flex-1 text-small text-ink-2">Nothing is made yet.</span>
          <ButtonLink variant="bare" href={backHrefOf(place)}>
            Back
          </ButtonLink>
          <Button variant="solid" onClick={goOn}>
            Continue
          </Button>
        </BottomBar>
      )}
    </div>
  );
}

function useFirstAnswers({ door }: WizardPlace, template: ProfileDraft, { host, names, gpu }: WizardFacts): Answers {
  const [first] = useState((): Answers => {
    const disk = template.disks[0];
    const fits = shares(host, template.guest).some(({ id }) => id === 'half');
    return {
      name: freeName(template.name, names),
      iso: template.cdroms[0]?.iso ?? null,
      drivers: template.cdroms[1]?.iso ?? null,
      diskGiB: disk?.source.kind === 'new' ? disk.source.sizeGiB : disk ? NEW_DISK_GIB[template.guest] : null,
      // A template has a size for its purpose; the doors have none in mind.
      share: door === 'template' ? 'own' : fits ? 'half' : 'little',
      memoryMiB: Math.max(1024, template.memory.sizeMiB),
      vcpus: vcpuCount(template.cpu),
      gpu: gpu !== null && template.gpu.wanted,
      fixes: [],
    };
  });
  return first;
}

interface TakeProps {
  coming: Coming;
  setComing: (coming: Coming) => void;
  change: (changed: Partial<Answers>) => void;
  facts: WizardFacts;
}

/** A disc that was uploaded for a place is put there once the library has it. */
function useTakeWhatCame({ coming, setComing, change, facts }: TakeProps): void {
  useEffect(() => {
    for (const disc of ['iso', 'drivers'] satisfies DiscPlace[]) {
      const file = facts.files.find(({ kind, name }) => kind === 'iso' && name === coming[disc]);
      if (!file) continue;
      const { [disc]: _, ...rest } = coming;
      setComing(rest);
      change({ [disc]: file.path });
    }
  }, [coming, setComing, change, facts.files]);
}

function nameProblem(name: string, taken: readonly string[]): string | undefined {
  const parsed = machineNameSchema.safeParse(name.trim());
  if (!parsed.success) return parsed.error.issues[0]?.message;
  const key = machineNameKey(parsed.data);
  if (taken.some((other) => machineNameKey(other) === key)) return 'A machine has this name already. Choose another.';
  return undefined;
}
