'use client';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { lazy, Suspense } from 'react';
import { useTRPC } from '@/lib/agent';
import { QueryFailed } from '@/lib/query-failed';
import { Page } from '@/ui/shell/page';
import { SkeletonCard, SkeletonList } from '@/ui/skeleton';
import { Tabs } from '@/ui/tabs';
import { DiskMaking } from './disk-making';
import { FileSection } from './file-section';
import { libraryTab, tabLinks } from './library-tab';
import { UploadSection } from './upload-section';

const RomBench = lazy(() => import('@/features/rom/rom-bench'));

/** `/library?tab=…`: what lies in the storage folders. */
export function LibraryPage() {
  const tab = libraryTab(useSearchParams().get('tab'));
  const trpc = useTRPC();
  const files = useQuery(trpc.storage.list.queryOptions());
  const host = useQuery(trpc.host.view.queryOptions());
  return (
    <Page kind="sub" title="Library" backHref="/">
      <Tabs label="Library" tabs={tabLinks(tab, files.data)} />
      <UploadSection />
      <DiskMaking />
      {tab === 'rom' ? (
        <Suspense fallback={<SkeletonCard className="h-64" />}>
          <RomBench />
        </Suspense>
      ) : files.isError ? (
        <QueryFailed error={files.error} onRetry={files.refetch} />
      ) : files.data ? (
        <FileSection kind={tab} files={files.data} />
      ) : (
        <SkeletonList label="Loading the library" rows={4} />
      )}
      {host.data && (
        <p className="text-small text-ink-2">
          {host.data.storageFolders.length === 1 ? 'Storage folder: ' : 'Storage folders: '}
          <span className="mono wrap-anywhere">{host.data.storageFolders.join(', ')}</span>. What you put there by other
          means shows here too.
        </p>
      )}
    </Page>
  );
}
