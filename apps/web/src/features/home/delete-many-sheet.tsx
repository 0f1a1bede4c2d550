'use client';
import type { MachineView, RemovedView } from '@baton/api/views';
import { useMutation } from '@tanstack/react-query';
import { ConfirmDeleteSheet } from '@/features/machine/confirm-delete-sheet';
import { useTRPC } from '@/lib/agent';
import { countedMachines } from './counted-machines';
import { ResultsSheet } from './results-sheet';

interface DeleteManySheetProps {
  machines: readonly Pick<MachineView, 'id' | 'name'>[];
  onClose: () => void;
  /** Ids of the ones that are gone. */
  onDeleted: (gone: ReadonlySet<string>) => void;
}

/** Deleting several takes their number as its proof, and says of each what came of it. */
export function DeleteManySheet({ machines, onClose, onDeleted }: DeleteManySheetProps) {
  const trpc = useTRPC();
  const remove = useMutation(
    trpc.profile.removeMany.mutationOptions({
      onSuccess: (removed) =>
        onDeleted(new Set((removed as readonly RemovedView[]).filter(({ problem }) => !problem).map(({ id }) => id))),
    }),
  );
  const results = remove.data as readonly RemovedView[] | undefined;
  if (results) {
    const kept = results.filter(({ problem }) => problem).length;
    const gone = results.length - kept;
    return (
      <ResultsSheet
        title={kept === 0 ? `${gone} deleted` : `${gone} deleted, ${kept} kept`}
        results={results}
        done="Deleted"
        refused="Kept."
        onClose={onClose}
      />
    );
  }
  return (
    <ConfirmDeleteSheet
      title={`Delete ${countedMachines(machines.length)}?`}
      description="Their profiles and logs go; their past runs stay in Activity. Disk images stay unless you say so."
      proof={{ text: String(machines.length), what: 'number' }}
      disks={{ label: 'Also delete their disk images', hint: 'What is on them does not come back.' }}
      busy={remove.isPending}
      error={remove.error}
      onDelete={(deleteDisk) => remove.mutate({ ids: machines.map(({ id }) => id), deleteDisk })}
      onClose={onClose}
    >
      <p className="max-h-40 overflow-y-auto text-small wrap-anywhere text-ink-2">
        {machines.map(({ name }) => name).join(', ')}
      </p>
    </ConfirmDeleteSheet>
  );
}
