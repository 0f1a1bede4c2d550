'use client';
import type { MachineView } from '@baton/api/views';
import { refusalWords } from '@baton/model/describe';
import { refusal } from '@baton/model/machine/actions';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { glyphOf, stateLine } from '@/lib/machine-words';
import { useNow } from '@/lib/now';
import { Button } from '@/ui/button';
import { Glyph } from '@/ui/glyph';
import { Input } from '@/ui/input';
import { List } from '@/ui/list';
import { BottomBar } from '@/ui/shell/bottom-nav';
import { DeleteManySheet } from './delete-many-sheet';

/** More than these are looked for by name rather than by eye. */
const FILTER_FROM = 12;

/** The machines to choose several from, for what is done with many at once. The whole row is the tap target. */
export default function MachineSelection({
  machines,
  onDone,
}: {
  machines: readonly MachineView[];
  onDone: () => void;
}) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [wanted, setWanted] = useState('');
  const [asked, setAsked] = useState<readonly MachineView[]>();
  const nowMs = useNow(15_000);
  const key = wanted.trim().toLocaleLowerCase();
  const shown = machines.filter(({ name }) => name.toLocaleLowerCase().includes(key));
  const possible = shown.filter(({ state }) => !refusal('delete', state));
  const picked = machines.filter(({ id }) => chosen.has(id));
  const allChosen = possible.length > 0 && possible.every(({ id }) => chosen.has(id));
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
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
      <List label="Machines to choose from">
        {shown.map((machine) => {
          const refused = refusal('delete', machine.state);
          return (
            <ChoiceRow
              key={machine.id}
              machine={machine}
              line={refused ? refusalWords('delete', refused.state, machine.name) : stateLine(machine.state, nowMs)}
              disabled={refused !== undefined}
              checked={chosen.has(machine.id)}
              onToggle={() => toggle(machine.id)}
            />
          );
        })}
      </List>
      <BottomBar label="Chosen machines">
        <b role="status" className="min-w-0 flex-1 truncate font-semibold">
          {picked.length} chosen
        </b>
        <Button
          variant="bare"
          disabled={possible.length === 0}
          onClick={() => setChosen(allChosen ? new Set() : new Set([...chosen, ...possible.map(({ id }) => id)]))}
        >
          {allChosen ? 'None' : 'All'}
        </Button>
        <Button variant="bare" onClick={onDone}>
          Done
        </Button>
        <Button variant="danger" disabled={picked.length === 0} onClick={() => setAsked(picked)}>
          Delete
        </Button>
      </BottomBar>
      {asked && (
        <DeleteManySheet
          machines={asked}
          onClose={() => setAsked(undefined)}
          onDeleted={(gone) => setChosen(new Set([...chosen].filter((id) => !gone.has(id))))}
        />
      )}
    </>
  );
}

interface ChoiceRowProps {
  machine: MachineView;
  line: string;
  disabled: boolean;
  checked: boolean;
  onToggle: () => void;
}

function ChoiceRow({ machine, line, disabled, checked, onToggle }: ChoiceRowProps) {
  const lineId = `line-${machine.id}`;
  return (
    <li className="border-t border-line first:border-t-0 has-checked:bg-raised/50">
      <label className="press flex min-h-16 items-center gap-3 px-4 py-2.5 desk:min-h-14 desk:py-2">
        <input
          type="checkbox"
          aria-label={machine.name}
          aria-describedby={lineId}
          checked={checked}
          disabled={disabled}
          onChange={onToggle}
          className="size-5 shrink-0 cursor-pointer accent-(--solid) disabled:cursor-not-allowed"
        />
        <Glyph state={glyphOf(machine.state)} />
        <span className="min-w-0 flex-1">
          <b className={`block truncate font-semibold ${disabled ? 'text-ink-3' : ''}`}>{machine.name}</b>
          <span id={lineId} className="block text-small text-ink-2">
            {line}
          </span>
        </span>
      </label>
    </li>
  );
}
