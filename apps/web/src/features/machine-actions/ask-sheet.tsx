'use client';
import type { MachineView } from '@baton/api/views';
import { refusalWords, verbWords } from '@baton/model/describe';
import { refusal } from '@baton/model/machine/actions';
import { wordsOf } from '@/lib/problem';
import { durationWords } from '@/lib/time-words';
import { Button } from '@/ui/button';
import { Note } from '@/ui/note';
import { Sheet } from '@/ui/sheet';
import type { AskedVerb } from './shown-actions';
import { useLiveVerb } from './use-live-verb';

interface AskSheetProps {
  machine: Pick<MachineView, 'id' | 'name' | 'state' | 'holdsGpu'>;
  verb: AskedVerb;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

const CONSEQUENCE: Record<AskedVerb, string> = {
  'shut-down': 'The guest is asked to power itself off.',
  reboot: 'The machine is reset, as with a reset button. Unsaved data in it may be lost.',
  'force-off': 'The machine ends at once, as if its plug were pulled. Unsaved data may be lost.',
};

/** “Shut down win10?” One question with the name and the uptime; the verb is the title and the button. */
export default function AskSheet({ machine, verb, open, onOpenChange }: AskSheetProps) {
  const { mutate, isPending, error, reset } = useLiveVerb(machine.id);
  const word = verbWords(verb);
  const refused = refusal(verb, machine.state);
  const close = (next: boolean) => {
    reset();
    onOpenChange(next);
  };
  return (
    <Sheet
      open={open}
      onOpenChange={close}
      title={`${word} ${machine.name}?`}
      description={
        <>
          {'since' in machine.state && `It has run for ${durationWords(Date.now() - machine.state.since)}. `}
          {CONSEQUENCE[verb]}
          {machine.holdsGpu && verb !== 'reboot' && ' The GPU goes back as the profile says.'}
        </>
      }
      footer={
        <>
          <Button
            big
            variant={verb === 'force-off' ? 'danger' : 'solid'}
            className="desk:w-full"
            busy={isPending}
            reason={refused && refusalWords(verb, refused.state, machine.name)}
            onClick={() => mutate(verb, { onSuccess: () => close(false) })}
          >
            {word}
          </Button>
          <Button variant="bare" onClick={() => close(false)}>
            Cancel
          </Button>
        </>
      }
    >
      {error && (
        <Note tone="bad" role="alert" title={wordsOf(error).title}>
          {wordsOf(error).what} {wordsOf(error).next}
        </Note>
      )}
    </Sheet>
  );
}
