'use client';
import type { BulkResultView, BulkVerb, MachineView } from '@baton/api/views';
import { refusalWords, verbWords } from '@baton/model/describe';
import { judge } from '@baton/model/machine/actions';
import { useMutation } from '@tanstack/react-query';
import { ProblemNote } from '@/features/machine/problem-note';
import { useTRPC } from '@/lib/agent';
import { Button } from '@/ui/button';
import { Sheet } from '@/ui/sheet';
import { countedMachines } from './counted-machines';
import { ResultsSheet } from './results-sheet';

interface BulkSheetProps {
  machines: readonly MachineView[];
  verb: BulkVerb;
  onClose: () => void;
}

const CONSEQUENCE: Record<BulkVerb, string> = {
  start: 'One after the other. Where the GPU is held by another machine, the start is refused and says so.',
  'shut-down': 'Each guest is asked to power itself off.',
  pause: 'They stop where they are, and keep their memory.',
  resume: 'They go on where they were.',
  reboot: 'Each is reset, as with a reset button. Unsaved data in them may be lost.',
  'force-off': 'They end at once, as if their plugs were pulled. Unsaved data may be lost.',
};

const DONE: Record<BulkVerb, string> = {
  start: 'Asked to start',
  'shut-down': 'Asked to shut down',
  pause: 'Paused',
  resume: 'Resumed',
  reboot: 'Reset',
  'force-off': 'Forced off',
};

/** One verb for many: which it concerns, what follows, and then what came of each. */
export function BulkSheet({ machines, verb, onClose }: BulkSheetProps) {
  const trpc = useTRPC();
  const act = useMutation(trpc.machine.many.mutationOptions());
  const word = verbWords(verb);
  const results = act.data as readonly BulkResultView[] | undefined;
  if (results) {
    const refused = results.filter(({ problem }) => problem).length;
    const title = `${word}: ${results.length - refused} done${refused > 0 ? `, ${refused} refused` : ''}`;
    return <ResultsSheet title={title} results={results} done={DONE[verb]} refused="Refused." onClose={onClose} />;
  }
  const refused = machines.flatMap(({ name, state }) => {
    const judged = judge(verb, state);
    return 'deny' in judged ? [refusalWords(verb, judged.deny.state, name)] : [];
  });
  return (
    <Sheet
      open
      onOpenChange={(next) => !next && onClose()}
      title={`${word} ${countedMachines(machines.length)}?`}
      description={CONSEQUENCE[verb]}
      footer={
        <>
          <Button
            big
            variant={verb === 'force-off' ? 'danger' : 'solid'}
            className="desk:w-full"
            busy={act.isPending}
            reason={refused.length === machines.length ? 'None of them can be asked for it now.' : undefined}
            onClick={() => act.mutate({ ids: machines.map(({ id }) => id), verb })}
          >
            {word}
          </Button>
          <Button variant="bare" onClick={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      <p className="max-h-40 overflow-y-auto text-small wrap-anywhere text-ink-2">
        {machines.map(({ name }) => name).join(', ')}
      </p>
      {refused.length > 0 && (
        <p className="max-h-40 overflow-y-auto text-small wrap-anywhere text-ink-2">Not now: {refused.join(' ')}</p>
      )}
      {act.isError && <ProblemNote error={act.error} />}
    </Sheet>
  );
}
