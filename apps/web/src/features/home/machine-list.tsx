'use client';
import type { MachineView } from '@baton/api/views';
import { Search } from 'lucide-react';
import { useState } from 'react';
import type { GpuLook } from '@/features/gpu/gpu-words';
import { ButtonLink } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Input } from '@/ui/input';
import { List } from '@/ui/list';
import { MachineRow } from './machine-row';

/** More than these are looked for by name rather than by eye. */
const FILTER_FROM = 12;

/** The machines in list order, each with its state and its one primary action. */
export function MachineList({ machines, gpuLook }: { machines: readonly MachineView[]; gpuLook: GpuLook | undefined }) {
  const [wanted, setWanted] = useState('');
  if (machines.length === 0) {
    return (
      <EmptyState
        title="No machines yet"
        action={
          <ButtonLink href="/new" variant="solid">
            New machine
          </ButtonLink>
        }
      >
        A machine is a profile, a disk and, if it wants, the GPU.
      </EmptyState>
    );
  }
  const key = wanted.trim().toLocaleLowerCase();
  const shown = machines.filter(({ name }) => name.toLocaleLowerCase().includes(key));
  return (
    <>
      {machines.length >= FILTER_FROM && (
        <Input
          type="search"
          icon={Search}
          aria-label="Find a machine"
          placeholder="Find a machine"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          end={<span aria-live="polite">{`${shown.length} of ${machines.length}`}</span>}
        />
      )}
      {shown.length > 0 ? (
        <List label="Machines">
          {shown.map((machine) => (
            <MachineRow key={machine.id} machine={machine} gpuLook={gpuLook} />
          ))}
        </List>
      ) : (
        <p className="text-small text-ink-2">No machine has “{wanted}” in its name.</p>
      )}
    </>
  );
}
