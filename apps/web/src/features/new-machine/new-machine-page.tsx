'use client';
import { useSearchParams } from 'next/navigation';
import { lazy, Suspense } from 'react';
import { Page } from '@/ui/shell/page';
import { SkeletonCard } from '@/ui/skeleton';
import { Doors } from './doors';
import { backHrefOf, type DoorName, placeIn } from './place';
import { TemplateList } from './template-list';

const Wizard = lazy(() => import('./wizard'));
const ImportPage = lazy(() => import('@/features/import/import-page'));

const ASIDES: Record<DoorName, string | undefined> = {
  windows: 'Windows 11',
  linux: 'Linux',
  template: 'from a template',
  import: undefined,
};

/** `/new`: the doors, and what is behind each. */
export function NewMachinePage() {
  const place = placeIn(useSearchParams());
  if (!place) {
    return (
      <Page kind="sub" title="New machine" backHref="/">
        <Doors />
      </Page>
    );
  }
  return (
    <Page
      kind="sub"
      title={place.door === 'import' ? 'Import a machine' : 'New machine'}
      aside={ASIDES[place.door]}
      backHref={backHrefOf(place)}
    >
      <Suspense fallback={<SkeletonCard className="h-64" />}>
        {place.door === 'import' ? (
          <ImportPage />
        ) : place.door === 'template' && place.template === null ? (
          <TemplateList />
        ) : (
          <Wizard key={`${place.door} ${place.template}`} place={place} />
        )}
      </Suspense>
    </Page>
  );
}
