'use client';
import type { MachineView } from '@baton/api/views';
import { refusalWords, verbWords } from '@baton/model/describe';
import { refusal } from '@baton/model/machine/actions';
import { CircleSlash, Ellipsis, type LucideIcon, Pause, Play, Power, RotateCcw, Unplug } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { CancelStart } from '@/features/start/cancel-start';
import { StartButton } from '@/features/start/start-button';
import { useStartMachine } from '@/features/start/start-machine';
import { useWaiting } from '@/features/start/waiting';
import { useAllowed } from '@/lib/allowed';
import { wordsOf } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Menu, type MenuItem } from '@/ui/menu';
import { notify } from '@/ui/notify';
import { type AskedVerb, isAsked, type LiveVerb, MENU_VERBS, SHOWN_VERBS } from './shown-actions';
import { useAdvancedItems } from './use-advanced-items';
import { useLiveVerb } from './use-live-verb';

export interface MachineActionsProps {
  machine: MachineView;
  /** More for the menu behind “…”: edit, duplicate, delete. */
  moreItems?: readonly MenuItem[];
}

const ICONS: Record<LiveVerb, LucideIcon> = {
  pause: Pause,
  resume: Play,
  reboot: RotateCcw,
  'shut-down': Power,
  'force-off': Unplug,
};

const AskSheet = lazy(() => import('./ask-sheet'));

/** What can be asked of a machine in its state: one or two buttons, the rest behind “…” with its reason. */
export function MachineActions({ machine, moreItems = [] }: MachineActionsProps) {
  const forbidden = useAllowed('machine.operate');
  const { mutate, isPending, variables } = useLiveVerb(machine.id);
  const { start } = useStartMachine();
  const [asked, setAsked] = useState<AskedVerb>();
  const [open, setOpen] = useState(false);
  const waiting = useWaiting(machine);
  const shown: readonly (LiveVerb | 'start')[] = waiting ? [] : SHOWN_VERBS[machine.state.kind];

  const press = (verb: LiveVerb) => {
    if (isAsked(verb)) {
      setAsked(verb);
      setOpen(true);
      return;
    }
    mutate(verb, {
      onError: (error) => {
        const words = wordsOf(error);
        notify({ tone: 'bad', title: words.title, detail: `${words.what} ${words.next}` });
      },
    });
  };
  const whyNot = (verb: LiveVerb) => {
    const refused = refusal(verb, machine.state);
    return forbidden ?? (refused && refusalWords(verb, refused.state, machine.name));
  };
  const items = MENU_VERBS.filter((verb) => !shown.includes(verb)).map(
    (verb): MenuItem => ({
      label: verbWords(verb),
      icon: ICONS[verb],
      danger: verb === 'force-off',
      reason: whyNot(verb),
      onSelect: () => press(verb),
    }),
  );
  const withoutGpu: readonly MenuItem[] =
    machine.state.kind === 'stopped' && machine.wantsGpu
      ? [
          {
            label: 'Start without the GPU',
            icon: CircleSlash,
            reason: forbidden,
            onSelect: () => start(machine, { gpu: 'without' }),
          },
        ]
      : [];

  const advanced = useAdvancedItems(machine);

  return (
    <div className="flex flex-wrap gap-2 max-desk:[&>button:not([aria-haspopup])]:flex-1">
      {waiting && <CancelStart withIcon machine={machine} />}
      {shown.map((verb) =>
        verb === 'start' ? (
          <StartButton key={verb} machine={machine} variant={machine.wantsGpu ? 'accent' : 'solid'} />
        ) : (
          <Button
            key={verb}
            icon={ICONS[verb]}
            variant={verb === 'resume' ? 'solid' : verb === 'force-off' ? 'danger' : 'outline'}
            reason={whyNot(verb)}
            busy={isPending && variables === verb}
            onClick={() => press(verb)}
          >
            {machine.state.kind === 'stopping' && verb === 'shut-down' ? 'Ask again' : verbWords(verb)}
          </Button>
        ),
      )}
      <Menu
        iconOnly
        icon={Ellipsis}
        label={`More for ${machine.name}`}
        items={[
          ...advanced.first,
          ...withoutGpu,
          ...items,
          ...moreItems.map((item, index) => (index === 0 ? { ...item, separated: true } : item)),
          ...advanced.items,
        ]}
      />
      {advanced.sheet}
      {asked && (
        <Suspense fallback={null}>
          <AskSheet key={asked} machine={machine} verb={asked} open={open} onOpenChange={setOpen} />
        </Suspense>
      )}
    </div>
  );
}
