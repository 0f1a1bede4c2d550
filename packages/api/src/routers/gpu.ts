import { z } from 'zod';
import { guarded, router } from '../trpc';

const moveTarget = z.discriminatedUnion('to', [
  z.object({ to: z.literal('host') }),
  z.object({ to: z.literal('off') }),
]);
const dryRunTarget = z.discriminatedUnion('to', [
  z.object({ to: z.literal('host') }),
  z.object({ to: z.literal('off') }),
  z.object({ to: z.literal('machine'), machineId: z.string().max(64) }),
]);

export const gpuRouter = router({
  view: guarded('gpu.view').query(({ ctx }) => ctx.services.gpu.view()),
  groups: guarded('gpu.view').query(({ ctx }) => ctx.services.gpu.groups()),
  dryRun: guarded('gpu.view')
    .input(dryRunTarget)
    .query(({ ctx, input }) => ctx.services.gpu.dryRun(input)),
  move: guarded('gpu.move')
    .input(moveTarget)
    .mutation(({ ctx, input }) => ctx.services.gpu.move(input, ctx.actor)),
  history: guarded('gpu.view')
    .input(z.object({ fromMs: z.number().int().min(0) }))
    .query(({ ctx, input }) => ctx.services.gpu.history(input.fromMs)),
});
