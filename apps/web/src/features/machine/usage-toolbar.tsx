'use client';
import type { SeriesSource } from '@baton/model/telemetry/channels';
import { wordsOf } from '@/lib/problem';
import { useUsageExport } from '@/lib/usage-export';
import { USAGE_PERIODS, useUsageWindow } from '@/lib/usage-window';
import { Button } from '@/ui/button';
import { Note } from '@/ui/note';
import { Segmented } from '@/ui/segmented';

/** How far back the charts below look, the way back from a zoom, and their numbers as a file. */
export function UsageToolbar({ source, fileName }: { source: SeriesSource; fileName: string }) {
  const { period, range, zoomed, choose } = useUsageWindow();
  const exporting = useUsageExport();
  return (
    <div className="grid gap-2.5">
      <div className="flex flex-wrap items-center justify-between gap-2.5">
        <Segmented label="Time shown" value={period} onChange={choose} options={USAGE_PERIODS} />
        <span className="flex gap-2">
          {zoomed && (
            <Button onClick={() => choose(period)}>{period === 'live' ? 'Back to live' : 'Whole time'}</Button>
          )}
          <Button
            onClick={() => exporting.mutate({ source, range, format: 'csv', fileName })}
            disabled={exporting.isPending}
          >
            Save as CSV
          </Button>
        </span>
      </div>
      {exporting.isError && (
        <Note tone="bad" title={wordsOf(exporting.error).title}>
          {wordsOf(exporting.error).what}
        </Note>
      )}
    </div>
  );
}
