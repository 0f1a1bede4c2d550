import { LOG_LEVELS, LOG_SOURCES, LOG_VIEWS } from '@baton/model/log/line';
import { tracked } from '@trpc/server';
import { z } from 'zod';
import { guarded, router } from '../trpc';

const logView = z.object({
  machineId: z.string().max(64),
  view: z.enum(LOG_VIEWS),
  filter: z.object({ text: z.string().max(200).optional(), level: z.enum(LOG_LEVELS).optional() }).default({}),
});
/** One place in each file of five logs, two of which have four runs. */
const logCursor = z.string().max(1024);
const offset = z.int().min(0);
const logPlace = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('end') }),
  z.object({ kind: z.literal('start') }),
  z.object({ kind: z.literal('time'), at: z.number() }),
  z.object({ kind: z.literal('entry'), source: z.enum(LOG_SOURCES), file: z.string().max(64), offset }),
  z.object({ kind: z.literal('cursor'), cursor: logCursor }),
]);
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

export const logRouter = router({
  read: guarded('machine.view')
    .input(
      logView.extend({
        place: logPlace,
        direction: z.enum(['back', 'on']).default('back'),
        limit: z.int().min(1).max(2000).default(400),
      }),
    )
    .query(({ ctx, input }) => ctx.services.logs.read(input)),
  /** The tracked id is the cursor: a client that comes back continues where it left off. */
  watch: guarded('machine.view')
    .input(logView.extend({ cursor: logCursor.optional(), lastEventId: logCursor.nullish() }))
    .subscription(async function* ({ ctx, input, signal }) {
      const { machineId, view, filter, cursor } = input;
      const query = { machineId, view, filter, cursor: input.lastEventId ?? cursor };
      for await (const news of ctx.services.logs.watch(query, signal ?? new AbortController().signal)) {
        yield tracked(news.on, news);
      }
    }),
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
