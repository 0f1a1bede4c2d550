'use client';
import type { MachineView, RemovedView } from '@baton/api/views';
import { useMutation } from '@tanstack/react-query';
import { Check, OctagonX } from 'lucide-react';
import { useState } from 'react';
import { ProblemNote } from '@/features/machine/problem-note';
import { useTRPC } from '@/lib/agent';
import { problemWords } from '@/lib/problem';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { Input } from '@/ui/input';
import { List } from '@/ui/list';
import { Sheet } from '@/ui/sheet';
import { Switch } from '@/ui/switch';

interface DeleteManySheetProps {
  machines: readonly Pick<MachineView, 'id' | 'name'>[];
  onClose: () => void;
  /** Ids of the ones that are gone. */
  onDeleted: (gone: ReadonlySet<string>) => void;
}

/** Deleting several takes their number as its proof, and says of each what came of it. */
export function DeleteManySheet({ machines, onClose, onDeleted }: DeleteManySheetProps) {
  const trpc = useTRPC();
  const [typed, setTyped] = useState('');
  const [deleteDisk, setDeleteDisk] = useState(false);
  const remove = useMutation(
    trpc.profile.removeMany.mutationOptions({
      onSuccess: (removed) =>
        onDeleted(new Set((removed as readonly RemovedView[]).filter(({ problem }) => !problem).map(({ id }) => id))),
    }),
  );
  const count = String(machines.length);
  const what = machines.length === 1 ? '1 machine' : `${count} machines`;
  const results = remove.data as readonly RemovedView[] | undefined;
  if (results) return <Results results={results} onClose={onClose} />;
  return (
    <Sheet
      open
      onOpenChange={(next) => !next && onClose()}
      title={`Delete ${what}?`}
      description="Their profiles and logs go; their past runs stay in Activity. Disk images stay unless you say so."
      footer={
        <>
          <Button
            big
            variant="danger"
            className="desk:w-full"
            busy={remove.isPending}
            reason={typed.trim() === count ? undefined : 'Type the number first.'}
            onClick={() => remove.mutate({ ids: machines.map(({ id }) => id), deleteDisk })}
          >
            Delete
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
      <Switch
        label="Also delete their disk images"
        hint="What is on them does not come back."
        checked={deleteDisk}
        onChange={(event) => setDeleteDisk(event.target.checked)}
      />
      <Field label={`Type ${count} to confirm`}>
        <Input
          inputMode="numeric"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
        />
      </Field>
      {remove.isError && <ProblemNote error={remove.error} />}
    </Sheet>
  );
}

function Results({ results, onClose }: { results: readonly RemovedView[]; onClose: () => void }) {
  const kept = results.filter(({ problem }) => problem).length;
  const gone = results.length - kept;
  return (
    <Sheet
      open
      onOpenChange={(next) => !next && onClose()}
      title={kept === 0 ? `${gone} deleted` : `${gone} deleted, ${kept} kept`}
      closeLabel="Close"
    >
      <List label="What came of each">
        {results.map(({ id, name, problem }) => (
          <li key={id} className="flex gap-3 border-t border-line px-4 py-3 first:border-t-0">
            <Icon as={problem ? OctagonX : Check} className={problem ? 'text-bad' : 'text-ink-2'} />
            <span className="min-w-0">
              <b className="block font-semibold wrap-anywhere">{name}</b>
              <span className="block text-small text-ink-2">
                {problem ? `Kept. ${problemWords(problem).what} ${problemWords(problem).next}` : 'Deleted'}
              </span>
            </span>
          </li>
        ))}
      </List>
    </Sheet>
  );
}
