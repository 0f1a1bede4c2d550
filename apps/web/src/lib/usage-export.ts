'use client';
import type { SeriesSource } from '@baton/model/telemetry/channels';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ChartRange } from '@/ui/chart';
import { useTRPC } from './agent';

export interface UsageExport {
  readonly source: SeriesSource;
  readonly range: ChartRange;
  readonly format: 'csv' | 'json';
  /** Without its ending. */
  readonly fileName: string;
}

/** Fetches what charts show as text, and gives it to the browser as a file. */
export function useUsageExport() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ source, range, format, fileName }: UsageExport) => {
      const { fromMs, toMs } = range;
      const options = trpc.telemetry.export.queryOptions({ source, fromMs, toMs, format });
      const text = await queries.fetchQuery({ ...options, gcTime: 0, staleTime: 0 });
      save(text, `${fileName}.${format}`, format === 'csv' ? 'text/csv' : 'application/json');
    },
  });
}

function save(text: string, name: string, mediaType: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
