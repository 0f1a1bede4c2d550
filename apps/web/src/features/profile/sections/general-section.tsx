'use client';
import { Wand } from 'lucide-react';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Note } from '@/ui/note';
import { Section, SectionLink } from '@/ui/section';
import { ChoiceControl } from '../controls/choice-control';
import { TextControl } from '../controls/text-control';
import { useEditor } from '../editor';
import type { FormValues } from '../form-values';

export default function GeneralSection() {
  const { values, saved } = useEditor();
  return (
    <Section title="General" action={saved ? undefined : <SectionLink href="/new">Begin with a template</SectionLink>}>
      <Card className="grid gap-5">
        <TextControl path="name" placeholder="win10" />
        <ChoiceControl path="guest" as="segments" />
        <Habits guest={values.guest} />
        <TextControl path="notes" lines={3} />
      </Card>
    </Section>
  );
}

/** What a guest is used to, when it is set otherwise. */
function Habits({ guest }: Pick<FormValues, 'guest'>) {
  const { values, change } = useEditor();
  if (guest === 'other') return null;
  const [clock, preset, name] =
    guest === 'windows' ? (['localtime', 'windows', 'Windows'] as const) : (['utc', 'linux', 'Linux'] as const);
  const isUsed = values.machine.clock === clock && (values.cpu.hyperv.preset !== 'off' || guest === 'linux');
  if (isUsed) return null;
  const what = guest === 'windows' ? 'its clock in local time, and the Hyper-V hints' : 'its clock in UTC';
  return (
    <Note
      tone="plain"
      title={`${name} expects ${what}`}
      actionBelow
      action={
        <Button
          icon={Wand}
          onClick={() =>
            change((known) => ({
              ...known,
              machine: { ...known.machine, clock },
              cpu: guest === 'windows' ? { ...known.cpu, hyperv: { preset } } : known.cpu,
            }))
          }
        >
          Set it so
        </Button>
      }
    />
  );
}
