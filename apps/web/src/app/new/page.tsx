import { Suspense } from 'react';
import { NewMachinePage } from '@/features/new-machine/new-machine-page';

export default function NewMachine() {
  return (
    <Suspense>
      <NewMachinePage />
    </Suspense>
  );
}
