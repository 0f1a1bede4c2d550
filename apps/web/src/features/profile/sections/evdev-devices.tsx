'use client';
import type { InputSection } from '@baton/model/profile/devices';
import { Plus } from 'lucide-react';
import { Button } from '@/ui/button';
import { Switch } from '@/ui/switch';
import { GroupFrame, Said, Spot } from '../controls/field-frame';
import { SwitchControl } from '../controls/switch-control';
import { TextControl } from '../controls/text-control';
import { useEditor, useField } from '../editor';
import { without } from '../list-edits';

type Evdev = InputSection['evdev'];

/** Keyboards and mice of the host that both sides use. */
export function EvdevDevices() {
  const { hardware } = useEditor();
  const field = useField<Evdev>('input.evdev');
  const known = hardware?.evdev ?? [];
  const add = (path: string) => field.set([...field.value, { path, grabAll: false }]);
  return (
    <GroupFrame path="input.evdev" field={field}>
      {known.map(({ path, name }) => {
        const index = field.value.findIndex((chosen) => chosen.path === path);
        return (
          <div key={path} className="grid gap-1">
            <Switch
              label={name}
              hint={<span className="mono wrap-anywhere">{path}</span>}
              checked={index !== -1}
              onChange={() => (index === -1 ? add(path) : field.set(without(field.value, index)))}
            />
            {index !== -1 && <Chosen path={`input.evdev.${index}`} />}
          </div>
        );
      })}
      {field.value.map(
        ({ path }, index) =>
          !known.some((device) => device.path === path) && (
            // biome-ignore lint/suspicious/noArrayIndexKey: a device is its place in the list
            <div key={index} className="grid gap-3 rounded-note border border-line-strong p-3.5">
              <TextControl path={`input.evdev.${index}.path`} mono placeholder="/dev/input/by-id/…-event-kbd" />
              <Chosen path={`input.evdev.${index}`} />
              <Button className="w-fit" onClick={() => field.set(without(field.value, index))}>
                Take it off
              </Button>
            </div>
          ),
      )}
      <Button icon={Plus} className="w-fit" onClick={() => add('')}>
        Add one by its path
      </Button>
    </GroupFrame>
  );
}

function Chosen({ path }: { path: string }) {
  const field = useField<unknown>(path);
  return (
    <Spot path={path}>
      <SwitchControl path={`${path}.grabAll`} />
      <Said field={field} />
    </Spot>
  );
}
