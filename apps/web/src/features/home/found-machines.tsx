'use client';
import type { MachineView } from '@baton/api/views';
import { Search } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Input } from '@/ui/input';
import { List } from '@/ui/list';

/** More than these are looked for by name rather than by eye. */
const FILTER_FROM = 12;

interface FoundMachinesProps {
  machines: readonly MachineView[];
  label: string;
  row: (machine: MachineView) => ReactNode;
  /** Told what is shown, for what is done with all of them. */
  children?: (shown: readonly MachineView[]) => ReactNode;
}

/** Machines in list order; many of them are found by their name. */
export function FoundMachines({ machines, label, row, children }: FoundMachinesProps) {
  const [wanted, setWanted] = useState('');
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
        <List label={label}>{shown.map(row)}</List>
      ) : (
        <p className="text-small text-ink-2">No machine has “{wanted}” in its name.</p>
      )}
      {children?.(shown)}
    </>
  );
}
