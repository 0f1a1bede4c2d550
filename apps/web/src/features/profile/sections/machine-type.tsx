'use client';
import { Wand } from 'lucide-react';
import { Button } from '@/ui/button';
import { Note } from '@/ui/note';
import { ChoiceControl } from '../controls/choice-control';
import { useEditor } from '../editor';
import type { Choice } from '../fields/field-words';

/** The board's version: kept, with a newer one offered. */
export function MachineType() {
  const { values, can, saved, set } = useEditor();
  const { type } = values.machine;
  const [newest] = can?.machineTypes ?? [];
  const known = can?.machineTypes ?? [];
  const choices: Choice[] = [
    { value: null, label: saved ? 'The newest at each start' : 'The newest, kept from then on' },
    ...(type !== null && !known.includes(type) ? [{ value: type, label: `${type} (not in this QEMU)` }] : []),
    ...known.map((value) => ({
      value,
      label: can?.deprecatedMachineTypes.includes(value) ? `${value} (QEMU will drop it)` : value,
    })),
  ];
  const isOld = type !== null && newest !== undefined && type !== newest;
  return (
    <>
      <ChoiceControl path="machine.type" as="menu" choices={choices} />
      {isOld && (
        <Note
          tone="plain"
          title={`${newest} is the newest here`}
          actionBelow
          action={
            <Button icon={Wand} onClick={() => set('machine.type', newest)}>
              Use it
            </Button>
          }
        >
          Windows may ask to be activated again after a change, and finds its hardware anew.
        </Note>
      )}
    </>
  );
}
