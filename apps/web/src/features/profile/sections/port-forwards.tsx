'use client';
import type { PortForward } from '@baton/model/profile/network';
import { Plus, Trash2 } from 'lucide-react';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { ChoiceControl } from '../controls/choice-control';
import { DigitsControl } from '../controls/digits-control';
import { GroupFrame, Said, Spot } from '../controls/field-frame';
import { useField } from '../editor';
import { without } from '../list-edits';

/** Begins with what most guests are reached by: remote desktop, else SSH. */
function nextForward(known: readonly PortForward[]): PortForward {
  const guestPort = known.some((forward) => forward.guestPort === 3389) ? 22 : 3389;
  const taken = new Set(known.map(({ hostPort }) => hostPort));
  let hostPort = 20_000 + guestPort;
  while (taken.has(hostPort)) hostPort++;
  return { protocol: 'tcp', hostAddress: '127.0.0.1', hostPort, guestPort };
}

/** Ports of the host that lead into the guest. */
export function PortForwards({ path }: { path: string }) {
  const field = useField<readonly PortForward[]>(path);
  return (
    <GroupFrame path={path} field={field}>
      {field.value.length === 0 && (
        <p className="text-small text-ink-2">None: nothing reaches the guest from outside.</p>
      )}
      {field.value.map((_, index) => (
        <Forward
          // biome-ignore lint/suspicious/noArrayIndexKey: a forward is its place in the list
          key={index}
          path={`${path}.${index}`}
          number={index + 1}
          onRemove={() => field.set(without(field.value, index))}
        />
      ))}
      <Button icon={Plus} className="w-fit" onClick={() => field.set([...field.value, nextForward(field.value)])}>
        Forward a port
      </Button>
    </GroupFrame>
  );
}

function Forward({ path, number, onRemove }: { path: string; number: number; onRemove: () => void }) {
  const field = useField<PortForward>(path);
  return (
    <Spot path={path} className="grid gap-3 rounded-note border border-line-strong p-3.5">
      <div className="flex items-center justify-between gap-2">
        <b className="font-semibold">Forward {number}</b>
        <IconButton icon={Trash2} label={`Take forward ${number} off`} onClick={onRemove} />
      </div>
      <div className="grid grid-cols-2 gap-3 desk:grid-cols-4">
        <DigitsControl path={`${path}.hostPort`} />
        <DigitsControl path={`${path}.guestPort`} />
        <ChoiceControl path={`${path}.protocol`} as="menu" />
        <ChoiceControl path={`${path}.hostAddress`} as="menu" />
      </div>
      <Said field={field} />
    </Spot>
  );
}
