'use client';
import { type ComponentType, lazy, Suspense } from 'react';
import { SkeletonCard } from '@/ui/skeleton';
import { Leftovers } from './controls/leftovers';
import { useEditor } from './editor';
import type { SectionId } from './sections';
import GeneralSection from './sections/general-section';

/** The first one is there at once; the code of the others comes when they are opened. */
const VIEWS: Readonly<Record<SectionId, ComponentType>> = {
  general: GeneralSection,
  cpu: lazy(() => import('./sections/cpu-section')),
  memory: lazy(() => import('./sections/memory-section')),
  gpu: lazy(() => import('./sections/gpu-section')),
  storage: lazy(() => import('./sections/storage-section')),
  network: lazy(() => import('./sections/network-section')),
  devices: lazy(() => import('./sections/devices-section')),
  display: lazy(() => import('./sections/display-section')),
  machine: lazy(() => import('./sections/machine-section')),
  advanced: lazy(() => import('./sections/advanced-section')),
  command: lazy(() => import('./sections/command-section')),
};

/** The open part, and what is said about fields of it that are not shown. */
export function SectionView() {
  const { section } = useEditor();
  const View = VIEWS[section];
  return (
    <Suspense fallback={<SkeletonCard className="h-64" label="Loading this part" />}>
      <Leftovers section={section} />
      <View />
    </Suspense>
  );
}
