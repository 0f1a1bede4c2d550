'use client';
import { EmptyState } from '@/ui/empty-state';
import { Page } from '@/ui/shell/page';
import { ActivityList } from './activity-list';

/** What was done on this host, by whom and when. */
export function ActivityPage() {
  return (
    <Page title="Activity">
      <ActivityList
        empty={
          <EmptyState title="Nothing has happened yet">
            Starts, hand-overs, log-ins and changes are kept here.
          </EmptyState>
        }
      />
    </Page>
  );
}
