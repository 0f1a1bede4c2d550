import { channelsOf } from '@baton/model/telemetry/channels';
import { seriesText } from '@baton/model/telemetry/series-text';
import { z } from 'zod';
import { guarded, router } from '../trpc';

const machineId = z.string().max(64);
const source = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('host') }),
  z.object({ kind: z.literal('gpu') }),
  z.object({ kind: z.literal('machine'), machineId }),
]);
const range = z
  .object({ source, fromMs: z.int().min(0), toMs: z.int().min(0) })
  .refine(({ fromMs, toMs }) => fromMs < toMs, { message: 'the range ends before it begins', path: ['toMs'] });

/** Enough for every measurement of the four hours that are kept whole. */
const EXPORT_POINTS = 14_400;

export const telemetryRouter = router({
  recent: guarded('host.view')
    .input(z.object({ machineId: machineId.optional(), limit: z.int().min(1).max(300).default(60) }).optional())
    .query(({ ctx, input }) =>
      ctx.services.telemetry.recent({ machineId: input?.machineId ?? null, limit: input?.limit ?? 60 }),
    ),
  /** `machineId` is the one whose page is open: every other machine is left out of the ticks. */
  watch: guarded('host.view')
    .input(z.object({ machineId: machineId.optional() }).optional())
    .subscription(async function* ({ ctx, input, signal }) {
      yield* ctx.services.telemetry.watch(input?.machineId ?? null, signal ?? new AbortController().signal);
    }),
  history: guarded('host.view')
    .input(range.and(z.object({ maxPoints: z.int().min(10).max(2000).default(400) })))
    .query(({ ctx, input: { source: of, ...query } }) => ctx.services.telemetry.history(of, query)),
  /** As text to keep: CSV with one row for each point, or the series as JSON. */
  export: guarded('host.view')
    .input(range.and(z.object({ format: z.enum(['csv', 'json']) })))
    .query(async ({ ctx, input: { source: of, fromMs, toMs, format } }) => {
      const series = await ctx.services.telemetry.history(of, { fromMs, toMs, maxPoints: EXPORT_POINTS });
      return seriesText(series, channelsOf(of), format);
    }),
  metrics: router({
    view: guarded('host.view').query(({ ctx }) => ctx.services.metrics.view()),
    open: guarded('host.configure').mutation(({ ctx }) => ctx.services.metrics.open(ctx.actor)),
    close: guarded('host.configure').mutation(({ ctx }) => ctx.services.metrics.close(ctx.actor)),
  }),
});
