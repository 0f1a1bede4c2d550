'use client';
import { scheduleRows, startRows, waitRows } from '@/features/automation/automation-rows';
import { dueWords } from '@/features/automation/due-words';
import { useAutomation } from '@/features/automation/use-automation';
import { useNow } from '@/lib/now';
import { QueryFailed } from '@/lib/query-failed';
import { Card } from '@/ui/card';
import { KeyValue } from '@/ui/key-value';
import { SkeletonCard } from '@/ui/skeleton';

const NOBODY: ReadonlySet<string> = new Set();

/** How much happens by itself, and what comes next. */
export function AutomationSummary() {
  const { data, error, retry } = useAutomation();
  const nowMs = useNow(60_000);
  if (!data) return error ? <QueryFailed error={error} onRetry={retry} /> : <SkeletonCard label="Loading automation" />;
  const { machines, views } = data;
  const starts = startRows(machines, views, NOBODY);
  const schedules = scheduleRows(machines, views);
  const waits = waitRows(machines, views);
  const [next] = schedules;
  if (starts.length + schedules.length + waits.length === 0) {
    return (
      <Card>
        <p className="text-small text-ink-2">No machine starts or stops by itself.</p>
      </Card>
    );
  }
  const dueAt = next?.dueAt ?? null;
  return (
    <Card className="py-2">
      <KeyValue
        items={[
          { key: 'Start with the laptop', value: starts.length === 0 ? 'None' : `${starts.length}` },
          { key: 'Schedules', value: schedules.length === 0 ? 'None' : `${schedules.length}` },
          ...(next && dueAt !== null
            ? [
                {
                  key: 'Next',
                  value: `${next.machine.name} ${next.schedule.verb === 'start' ? 'starts' : 'shuts down'} ${dueWords(dueAt, nowMs)}`,
                },
              ]
            : []),
          ...(waits.length > 0 ? [{ key: 'Waiting for another', value: `${waits.length}` }] : []),
        ]}
      />
    </Card>
  );
}
