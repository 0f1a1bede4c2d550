'use client';
import { hasVirtualScreen } from '@baton/model/profile/display';
import type { QemuCapabilities } from '@baton/model/qemu/capabilities';
import { Card } from '@/ui/card';
import { Note } from '@/ui/note';
import { Section, SectionButton } from '@/ui/section';
import { ChoiceControl } from '../controls/choice-control';
import { SwitchControl } from '../controls/switch-control';
import { TextControl } from '../controls/text-control';
import { useEditor } from '../editor';
import { wordsAt } from '../fields';
import type { Choice } from '../fields/field-words';
import { LookingGlassFields } from './looking-glass-fields';

/** The virtual screen, sound, and the GPU's picture on the host. */
export default function DisplaySection() {
  const { values, can, goTo } = useEditor();
  const stage = <SectionButton onClick={() => goTo('display.stage')}>First screen</SectionButton>;
  return (
    <>
      <Section title="Virtual screen" action={values.gpu.wanted ? stage : undefined}>
        <Card className="grid gap-5">
          {hasVirtualScreen(values.display) ? (
            <>
              <ChoiceControl path="display.card" as="list" />
              <SwitchControl path="display.spice" />
              <TextControl path="display.keyboard" nullable mono placeholder="de" />
            </>
          ) : (
            <Note tone="plain" title="There is none">
              The GPU is the guest’s only screen. Keep the virtual screen, or change the first screen back, in the part
              GPU.
            </Note>
          )}
        </Card>
      </Section>
      <Section title="Sound">
        <Card>
          <ChoiceControl path="audio.backend" as="menu" choices={audioChoices(can)} />
        </Card>
      </Section>
      <Section title="Looking Glass">
        <Card>
          <LookingGlassFields />
        </Card>
      </Section>
    </>
  );
}

/** What this QEMU lacks is said at the choice. */
function audioChoices(can: QemuCapabilities | null | undefined): readonly Choice[] {
  const choices = wordsAt('audio.backend').choices ?? [];
  if (!can) return choices;
  return choices.map((choice) =>
    choice.value === 'none' || choice.value === null || can.audiodevs.includes(choice.value)
      ? choice
      : { ...choice, label: `${choice.label} (not in this QEMU)` },
  );
}
