import { LOG_SOURCES } from '@baton/model/log/line';
import { tracked } from '@trpc/server';
import { z } from 'zod';
import { guarded, router } from '../trpc';

const logQuery = z.object({ machineId: z.string().max(64), source: z.enum(LOG_SOURCES) });

export const operationRouter = router({
  get: guarded('machine.view')
    .input(z.object({ id: z.string().max(64) }))
    .query(({ ctx, input }) => ctx.services.operations.get(input.id)),
  list: guarded('machine.view')
    .input(
      z.object({
        limit: z.int().min(1).max(200).default(50),
        machineId: z.string().max(64).optional(),
        runId: z.string().max(64).optional(),
        gpu: z.boolean().optional(),
      }),
    )
    .query(({ ctx, input }) => ctx.services.operations.list(input)),
});

export const activityRouter = router({
  list: guarded('machine.view')
    .input(
      z.object({
        limit: z.int().min(1).max(200).default(50),
        beforeId: z.int().optional(),
        machineId: z.string().max(64).optional(),
      }),
    )
    .query(({ ctx, input }) => ctx.services.activity.list(input)),
});

export const eventRouter = router({
  /** `lastEventId` is resent by the client when it comes back. */
  stream: guarded('machine.view')
    .input(z.object({ lastEventId: z.string().max(64).nullish() }).optional())
    .subscription(async function* ({ ctx, input, signal }) {
      const ended = signal ?? new AbortController().signal;
      for await (const event of ctx.services.events.stream(input?.lastEventId ?? undefined, ended)) {
        yield tracked(event.id, event);
      }
    }),
});

export const telemetryRouter = router({
  recent: guarded('host.view').query(({ ctx }) => ctx.services.telemetry.recent()),
  watch: guarded('host.view').subscription(async function* ({ ctx, signal }) {
    yield* ctx.services.telemetry.watch(signal ?? new AbortController().signal);
  }),
});

export const logRouter = router({
  tail: guarded('machine.view')
    .input(logQuery.extend({ limit: z.int().min(1).max(2000).default(400), before: z.int().min(0).optional() }))
    .query(({ ctx, input }) => ctx.services.logs.tail(input)),
  /** The tracked id is `<file>:<offset>`: a client that comes back continues where it left off. */
  follow: guarded('machine.view')
    .input(
      logQuery.extend({
        file: z.string().max(64).optional(),
        from: z.int().min(0).optional(),
        lastEventId: z.string().max(128).nullish(),
      }),
    )
    .subscription(async function* ({ ctx, input, signal }) {
      const cursor = input.lastEventId ? parseCursor(input.lastEventId) : { file: input.file, from: input.from };
      const query = { machineId: input.machineId, source: input.source, ...cursor };
      for await (const chunk of ctx.services.logs.follow(query, signal ?? new AbortController().signal)) {
        yield tracked(`${chunk.file}:${chunk.next}`, chunk);
      }
    }),
});

function parseCursor(id: string): { file: string; from: number } {
  const colon = id.lastIndexOf(':');
  return { file: id.slice(0, colon), from: Number(id.slice(colon + 1)) || 0 };
}
