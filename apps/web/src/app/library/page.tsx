import { Suspense } from 'react';
import { LibraryPage } from '@/features/library/library-page';

export default function Library() {
  return (
    <Suspense>
      <LibraryPage />
    </Suspense>
  );
}
