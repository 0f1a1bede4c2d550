'use client';
import { useState } from 'react';
import { ProblemNote } from '@/features/machine/problem-note';
import { useAllowed } from '@/lib/allowed';
import { QueryFailed } from '@/lib/query-failed';
import { Columns, Page, Stack } from '@/ui/shell/page';
import { SkeletonList } from '@/ui/skeleton';
import { scheduleRows, startRows, waitRows } from './automation-rows';
import { NothingByItself } from './nothing-by-itself';
import { ScheduleList } from './schedule-list';
import { StartOrder } from './start-order';
import { useAutomation } from './use-automation';
import { WaitList } from './wait-list';

/** Everything that happens by itself, of all machines. It is made and changed on the page of its machine. */
export function AutomationPage() {
  return (
    <Page kind="sub" title="Automation" backHref="/settings">
      <AutomationContent />
    </Page>
  );
}

function AutomationContent() {
  const { data, error, retry, save, saving, letGo, failed } = useAutomation();
  const [keep, setKeep] = useState<ReadonlySet<string>>(new Set());
  const forbidden = useAllowed('profile.edit');
  if (!data) {
    return error ? <QueryFailed error={error} onRetry={retry} /> : <SkeletonList rows={4} label="Loading automation" />;
  }
  const { machines, views } = data;
  const starts = startRows(machines, views, keep);
  const schedules = scheduleRows(machines, views);
  const waits = waitRows(machines, views);
  if (starts.length + schedules.length + waits.length === 0) return <NothingByItself machines={machines} />;
  const changing = { forbidden: forbidden !== undefined, saving, save };
  return (
    <>
      {forbidden && <p className="text-small text-ink-2">{forbidden}</p>}
      {failed && <ProblemNote error={failed} />}
      <Columns>
        <Stack>
          <ScheduleList rows={schedules} {...changing} />
        </Stack>
        <Stack>
          <StartOrder rows={starts} {...changing} onSwitched={(id) => setKeep(new Set([...keep, id]))} />
          {waits.length > 0 && <WaitList rows={waits} onLetGo={letGo} />}
        </Stack>
      </Columns>
    </>
  );
}
