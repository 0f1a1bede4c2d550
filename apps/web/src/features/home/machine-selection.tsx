'use client';
import type { BulkVerb, MachineView } from '@baton/api/views';
import { refusalWords, verbWords } from '@baton/model/describe';
import { judge, refusal } from '@baton/model/machine/actions';
import { ListChecks } from 'lucide-react';
import { useState } from 'react';
import { useAllowed } from '@/lib/allowed';
import { glyphOf, stateLine } from '@/lib/machine-words';
import { useNow } from '@/lib/now';
import { Button } from '@/ui/button';
import { Glyph } from '@/ui/glyph';
import { Menu, type MenuItem } from '@/ui/menu';
import { BottomBar } from '@/ui/shell/bottom-nav';
import { BulkSheet } from './bulk-sheet';
import { DeleteManySheet } from './delete-many-sheet';
import { FoundMachines } from './found-machines';

const VERBS: readonly BulkVerb[] = ['start', 'shut-down', 'pause', 'resume', 'reboot', 'force-off'];

type Asked = { readonly verb: BulkVerb | 'delete'; readonly machines: readonly MachineView[] };

/** The machines to choose several from, for what is done with many at once. The whole row is the tap target. */
export default function MachineSelection({
  machines,
  onDone,
}: {
  machines: readonly MachineView[];
  onDone: () => void;
}) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Asked>();
  const nowMs = useNow(15_000);
  const mayOperate = useAllowed('machine.operate');
  const mayEdit = useAllowed('profile.edit');
  const picked = machines.filter(({ id }) => chosen.has(id));
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const items: readonly MenuItem[] = [
    ...VERBS.map((verb) => ({
      label: verbWords(verb),
      reason: mayOperate ?? whyNone(picked, verb),
      danger: verb === 'force-off',
      onSelect: () => setAsked({ verb, machines: picked }),
    })),
    {
      label: 'Delete',
      danger: true,
      separated: true,
      reason: mayEdit ?? whyNotDelete(picked),
      onSelect: () => setAsked({ verb: 'delete', machines: picked }),
    },
  ];
  return (
    <>
      <FoundMachines
        machines={machines}
        label="Machines to choose from"
        row={(machine) => (
          <ChoiceRow
            key={machine.id}
            machine={machine}
            line={stateLine(machine.state, nowMs)}
            checked={chosen.has(machine.id)}
            onToggle={() => toggle(machine.id)}
          />
        )}
      >
        {(shown) => {
          const all = shown.length > 0 && shown.every(({ id }) => chosen.has(id));
          return (
            <BottomBar label="Chosen machines">
              <b role="status" className="min-w-0 flex-1 truncate font-semibold">
                {picked.length} chosen
              </b>
              <Button
                variant="bare"
                disabled={shown.length === 0}
                onClick={() => setChosen(all ? new Set() : new Set([...chosen, ...shown.map(({ id }) => id)]))}
              >
                {all ? 'None' : 'All'}
              </Button>
              <Button variant="bare" onClick={onDone}>
                Done
              </Button>
              <Menu icon={ListChecks} label="Actions" variant="solid" items={items} />
            </BottomBar>
          );
        }}
      </FoundMachines>
      {asked?.verb === 'delete' && (
        <DeleteManySheet
          machines={asked.machines}
          onClose={() => setAsked(undefined)}
          onDeleted={(gone) => setChosen(new Set([...chosen].filter((id) => !gone.has(id))))}
        />
      )}
      {asked && asked.verb !== 'delete' && (
        <BulkSheet verb={asked.verb} machines={asked.machines} onClose={() => setAsked(undefined)} />
      )}
    </>
  );
}

/** Why a verb is of use to none of them. One that can be asked is enough: the others say of themselves why not. */
function whyNone(picked: readonly MachineView[], verb: BulkVerb): string | undefined {
  if (picked.length === 0) return 'Choose a machine first.';
  return picked.some(({ state }) => 'take' in judge(verb, state))
    ? undefined
    : 'None of the chosen can be asked for it.';
}

/** What is deleted is gone: one that runs among them is told before, not after. */
function whyNotDelete(picked: readonly MachineView[]): string | undefined {
  if (picked.length === 0) return 'Choose a machine first.';
  const up = picked.find(({ state }) => refusal('delete', state));
  return up && refusalWords('delete', up.state.kind, up.name);
}

interface ChoiceRowProps {
  machine: MachineView;
  line: string;
  checked: boolean;
  onToggle: () => void;
}

function ChoiceRow({ machine, line, checked, onToggle }: ChoiceRowProps) {
  const lineId = `line-${machine.id}`;
  return (
    <li className="border-t border-line first:border-t-0 has-checked:bg-raised/50">
      <label className="press flex min-h-16 items-center gap-3 px-4 py-2.5 desk:min-h-14 desk:py-2">
        <input
          type="checkbox"
          aria-label={machine.name}
          aria-describedby={lineId}
          checked={checked}
          onChange={onToggle}
          className="size-5 shrink-0 cursor-pointer accent-(--solid)"
        />
        <Glyph state={glyphOf(machine.state)} />
        <span className="min-w-0 flex-1">
          <b className="block truncate font-semibold">{machine.name}</b>
          <span id={lineId} className="block text-small text-ink-2">
            {line}
          </span>
        </span>
      </label>
    </li>
  );
}
