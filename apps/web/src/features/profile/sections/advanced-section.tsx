'use client';
import type { Hook } from '@baton/model/profile/extras';
import { Plus, ShieldAlert, SquareTerminal } from 'lucide-react';
import { useAllowed } from '@/lib/allowed';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { EmptyState } from '@/ui/empty-state';
import { Note } from '@/ui/note';
import { Section } from '@/ui/section';
import { ChoiceControl } from '../controls/choice-control';
import { GroupFrame } from '../controls/field-frame';
import { ItemCard } from '../controls/item-card';
import { ParsedControl } from '../controls/parsed-control';
import { LINES } from '../controls/text-forms';
import { useField } from '../editor';
import { without } from '../list-edits';
import { useAdded } from '../use-added';
import { valueWords } from '../value-words';

const HOOKS_MAX = 8;
const NEW_HOOK: Hook = { at: 'before-start', argv: ['/usr/bin/true'] };

/** What Baton does not know: words for QEMU as they are, and commands on the host. For administrators. */
export default function AdvancedSection() {
  const forbidden = useAllowed('profile.extra');
  return (
    <>
      <Note tone="plain" icon={ShieldAlert} title="For administrators only">
        {forbidden ??
          'What stands here runs with the rights of Baton. It is checked not to fight with what Baton sets itself, and that is all.'}
      </Note>
      <Section title="QEMU">
        <Card>
          <ParsedControl
            path="extraArguments"
            form={LINES}
            lines={4}
            placeholder={'-device\nvirtio-rng-pci'}
            disabled={forbidden !== undefined}
          />
        </Card>
      </Section>
      <Hooks forbidden={forbidden} />
    </>
  );
}

function Hooks({ forbidden }: { forbidden: string | undefined }) {
  const field = useField<readonly Hook[]>('hooks');
  const added = useAdded(field.value.length);
  const full = field.value.length >= HOOKS_MAX ? `A machine has at most ${HOOKS_MAX} of them.` : undefined;
  const add = (
    <Button
      icon={Plus}
      className="w-fit"
      reason={forbidden ?? full}
      onClick={() => field.set([...field.value, NEW_HOOK])}
    >
      Add a command
    </Button>
  );
  return (
    <Section title={field.words.label}>
      <GroupFrame path="hooks" field={field} label="">
        {field.value.length === 0 ? (
          <EmptyState title="No command" action={add}>
            One can prepare the host before the start, or tidy up after the stop.
          </EmptyState>
        ) : (
          <div className="grid gap-3">
            {field.value.map((hook, index) => (
              <ItemCard
                // biome-ignore lint/suspicious/noArrayIndexKey: a command is its place in the list
                key={index}
                path={`hooks.${index}`}
                icon={SquareTerminal}
                title={valueWords('hooks.*.at', hook.at)}
                sub={hook.argv.join(' ')}
                initiallyOpen={added(index)}
                removeLabel="Take this command off"
                onRemove={() => field.set(without(field.value, index))}
              >
                <ChoiceControl path={`hooks.${index}.at`} as="segments" />
                <ParsedControl path={`hooks.${index}.argv`} form={LINES} lines={3} disabled={forbidden !== undefined} />
              </ItemCard>
            ))}
            {add}
          </div>
        )}
      </GroupFrame>
    </Section>
  );
}
