'use client';
import { NICS_MAX, type NicConnection } from '@baton/model/profile/network';
import { Network, Plus } from 'lucide-react';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Section } from '@/ui/section';
import { ChoiceControl } from '../controls/choice-control';
import { GroupFrame } from '../controls/field-frame';
import { ItemCard } from '../controls/item-card';
import { TextControl } from '../controls/text-control';
import { useEditor, useField } from '../editor';
import type { FormValues } from '../form-values';
import { addItem, removeItem } from '../list-edits';
import { useAdded } from '../use-added';
import { valueWords } from '../value-words';
import { PortForwards } from './port-forwards';

const NEW_NIC: FormValues['nics'][number] = { connection: { kind: 'user', forwards: [] }, model: 'virtio', mac: '' };

export default function NetworkSection() {
  const { values, change } = useEditor();
  const field = useField<unknown>('nics');
  const added = useAdded(values.nics.length);
  const add = (
    <Button
      icon={Plus}
      className="w-fit"
      reason={values.nics.length >= NICS_MAX ? `A machine has at most ${NICS_MAX} network cards.` : undefined}
      onClick={() => change((known) => addItem(known, 'nics', NEW_NIC))}
    >
      Add a network card
    </Button>
  );
  return (
    <Section title="Network cards">
      <GroupFrame path="nics" field={field} label="">
        {values.nics.length === 0 ? (
          <EmptyState title="No network" action={add}>
            The guest reaches nobody, and nobody reaches it.
          </EmptyState>
        ) : (
          <div className="grid gap-3">
            {values.nics.map((nic, index) => (
              <ItemCard
                // biome-ignore lint/suspicious/noArrayIndexKey: a card is its place in the list
                key={index}
                path={`nics.${index}`}
                icon={Network}
                title={`Network card ${index + 1}`}
                sub={valueWords('nics.*.connection', nic.connection)}
                initiallyOpen={values.nics.length === 1 || added(index)}
                removeLabel="Take this card off"
                onRemove={() => change((known) => removeItem(known, 'nics', index))}
              >
                <NicFields index={index} />
              </ItemCard>
            ))}
            {add}
          </div>
        )}
      </GroupFrame>
    </Section>
  );
}

function NicFields({ index }: { index: number }) {
  const { hardware } = useEditor();
  const at = `nics.${index}`;
  const { value, set } = useField<NicConnection>(`${at}.connection`);
  const forwards = 'forwards' in value ? value.forwards : [];
  const choose = (kind: string | null) => {
    if (kind === 'bridge') set({ kind, bridge: hardware?.bridges[0] ?? '' });
    else if (kind === 'nat') set({ kind });
    else set({ kind: kind === 'passt' ? 'passt' : 'user', forwards });
  };
  return (
    <>
      <ChoiceControl path={`${at}.connection`} as="list" value={value.kind} onChange={choose} />
      {value.kind === 'bridge' && (
        <TextControl path={`${at}.connection.bridge`} suggestions={hardware?.bridges} mono placeholder="br0" />
      )}
      {'forwards' in value && <PortForwards path={`${at}.connection.forwards`} />}
      <div className="grid gap-5 desk:grid-cols-2">
        <ChoiceControl path={`${at}.model`} as="menu" />
        <TextControl path={`${at}.mac`} placeholder="52:54:00:12:34:56" mono />
      </div>
    </>
  );
}
