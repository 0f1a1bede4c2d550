'use client';
import type { MachineView } from '@baton/api/views';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTRPC } from '@/lib/agent';
import { notify } from '@/ui/notify';
import { ConfirmDeleteSheet } from './confirm-delete-sheet';

interface DeleteSheetProps {
  machine: Pick<MachineView, 'id' | 'name'>;
  /** The disk images that could go too. */
  diskPaths: readonly string[];
  onClose: () => void;
}

/** Deletes one machine. The proof is its name. */
export function DeleteSheet({ machine, diskPaths, onClose }: DeleteSheetProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const many = diskPaths.length > 1;
  const images = many ? 'disk images' : 'disk image';
  const remove = useMutation(
    trpc.profile.remove.mutationOptions({
      onSuccess: (_, { deleteDisk }) => {
        notify({ title: `${machine.name} deleted`, detail: deleteDisk ? `Its ${images} too.` : undefined });
        router.replace('/');
      },
    }),
  );
  const stays = diskPaths.length > 0 ? ` The ${images} stay${many ? '' : 's'} unless you say so.` : '';
  return (
    <ConfirmDeleteSheet
      title={`Delete ${machine.name}?`}
      description={`Its profile and logs go; its past runs stay in Activity.${stays}`}
      proof={{ text: machine.name, what: 'name' }}
      disks={
        diskPaths.length > 0
          ? {
              label: `Also delete the ${images}`,
              hint: <span className="mono wrap-anywhere">{diskPaths.join(', ')}</span>,
            }
          : null
      }
      busy={remove.isPending}
      error={remove.error}
      onDelete={(deleteDisk) => remove.mutate({ id: machine.id, deleteDisk })}
      onClose={onClose}
    />
  );
}
