'use client';
import type { MachineView } from '@baton/api/views';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTRPC } from '@/lib/agent';
import { DeleteSheet } from './delete-sheet';
import { DuplicateSheet } from './duplicate-sheet';

const ExportSheet = lazy(() => import('@/features/export/export-sheet'));

export type ProfileSheet = 'duplicate' | 'delete' | 'export';

/** The questions about a machine's profile, asked from the menu and from the hardware tab. */
export default function ProfileSheets(props: { machine: MachineView; sheet?: ProfileSheet; onClose: () => void }) {
  const { machine, sheet, onClose } = props;
  const trpc = useTRPC();
  const profile = useQuery(trpc.profile.get.queryOptions({ id: machine.id }));
  return (
    <>
      <DuplicateSheet machine={machine} open={sheet === 'duplicate'} onClose={onClose} />
      {sheet === 'delete' && (
        <DeleteSheet
          machine={machine}
          diskPaths={
            profile.data?.definition.disks.flatMap(({ source }) => (source.kind === 'file' ? [source.path] : [])) ?? []
          }
          onClose={onClose}
        />
      )}
      {sheet === 'export' && (
        <Suspense fallback={null}>
          <ExportSheet machine={machine} open onClose={onClose} />
        </Suspense>
      )}
    </>
  );
}
