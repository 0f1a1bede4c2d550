import { Suspense } from 'react';
import { MachinePage } from '@/features/machine/machine-page';

export default function Machine() {
  return (
    <Suspense>
      <MachinePage />
    </Suspense>
  );
}
