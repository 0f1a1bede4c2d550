'use client';
import type { MachineView } from '@baton/api/views';
import { isUp } from '@baton/model/machine/state';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ProblemNote } from '@/features/machine/problem-note';
import { useTRPC } from '@/lib/agent';
import { useAllowed } from '@/lib/allowed';
import { Field } from '@/ui/field';
import { Select } from '@/ui/select';

interface StartAfterProps {
  machine: MachineView;
  after: { readonly id: string; readonly name: string } | null;
  onChanged: () => void;
}

/** Starts this one as soon as another has stopped. Asked once: it is done, or taken back. */
export function StartAfter({ machine, after, onChanged }: StartAfterProps) {
  const trpc = useTRPC();
  const forbidden = useAllowed('machine.operate');
  const machines = useQuery(trpc.machine.list.queryOptions());
  const change = useMutation(trpc.automation.startAfter.mutationOptions({ onSettled: onChanged }));
  const others = (machines.data ?? []).filter(
    ({ id, state }) => id === after?.id || (id !== machine.id && isUp(state as MachineView['state'])),
  );
  if (!after && (isUp(machine.state) || others.length === 0)) return null;
  return (
    <>
      <Field label="Start when another stops" hint={forbidden ?? 'Once: afterwards it is forgotten.'}>
        <Select
          value={after?.id ?? ''}
          disabled={forbidden !== undefined || change.isPending}
          onChange={(event) => change.mutate({ id: machine.id, afterId: event.target.value || null })}
        >
          <option value="">Do not wait for one</option>
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              When {name} stops
            </option>
          ))}
        </Select>
      </Field>
      {change.isError && <ProblemNote error={change.error} />}
    </>
  );
}
