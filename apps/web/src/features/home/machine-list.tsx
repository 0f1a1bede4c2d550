'use client';
import type { MachineView } from '@baton/api/views';
import type { GpuLook } from '@/features/gpu/gpu-words';
import { ButtonLink } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { FoundMachines } from './found-machines';
import { MachineRow } from './machine-row';

/** The machines in list order, each with its state and its one primary action. */
export function MachineList({ machines, gpuLook }: { machines: readonly MachineView[]; gpuLook: GpuLook | undefined }) {
  if (machines.length === 0) {
    return (
      <EmptyState
        title="No machines yet"
        action={
          <ButtonLink href="/new" variant="solid">
            New machine
          </ButtonLink>
        }
      >
        A machine is a profile, a disk and, if it wants, the GPU.
      </EmptyState>
    );
  }
  return (
    <FoundMachines
      machines={machines}
      label="Machines"
      row={(machine) => <MachineRow key={machine.id} machine={machine} gpuLook={gpuLook} />}
    />
  );
}
