'use client';
import type { SnapshotView } from '@baton/api/live/disks';
import type { MachineView } from '@baton/api/views';
import { useMutation } from '@tanstack/react-query';
import { ProblemNote } from '@/features/machine/problem-note';
import { useTRPCClient } from '@/lib/agent';
import { useNow } from '@/lib/now';
import { momentWords } from '@/lib/time-words';
import { Button } from '@/ui/button';
import { notify } from '@/ui/notify';
import { Sheet } from '@/ui/sheet';
import { useRefreshLive } from './use-refresh-live';

interface SnapshotQuestionProps {
  machine: Pick<MachineView, 'id' | 'name'>;
  what: 'revert' | 'remove';
  snapshot: SnapshotView;
  onClose: () => void;
}

/** Going back loses what came since; deleting loses the way back. Each says so before it is done. */
export function SnapshotQuestion({ machine, what, snapshot, onClose }: SnapshotQuestionProps) {
  const client = useTRPCClient();
  const refresh = useRefreshLive();
  const nowMs = useNow(60_000);
  const when = momentWords(snapshot.at, nowMs);
  const reverts = what === 'revert';
  const act = useMutation({
    mutationFn: () => {
      const input = { id: machine.id, name: snapshot.name };
      return reverts ? client.machineDisk.revert.mutate(input) : client.machineDisk.removeSnapshot.mutate(input);
    },
    onSuccess: () => {
      notify({ title: reverts ? `${machine.name} is back at ${snapshot.name}` : `${snapshot.name} deleted` });
      onClose();
    },
    onSettled: refresh,
  });
  return (
    <Sheet
      open
      onOpenChange={(next) => !next && onClose()}
      title={reverts ? `Go back to ${snapshot.name}?` : `Delete ${snapshot.name}?`}
      description={
        reverts
          ? `Everything that ${machine.name} wrote to its disks since ${when} is lost, and does not come back.`
          : `The disks stay as they are now. The state of ${when} cannot be gone back to any more.`
      }
      footer={
        <>
          <Button big variant="danger" className="desk:w-full" busy={act.isPending} onClick={() => act.mutate()}>
            {reverts ? 'Go back' : 'Delete'}
          </Button>
          <Button variant="bare" onClick={onClose}>
            Cancel
          </Button>
        </>
      }
    >
      {act.isError && <ProblemNote error={act.error} />}
    </Sheet>
  );
}
