import { RECOVERY_KINDS } from '@baton/model/handover/recover';
import { powerSettingSchema } from '@baton/model/power/backend';
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
  z.object({ to: z.literal('recover'), how: z.enum(RECOVERY_KINDS) }),
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
  findings: guarded('gpu.view').query(({ ctx }) => ctx.services.gpu.findings()),
  recover: guarded('gpu.move')
    .input(z.object({ how: z.enum(RECOVERY_KINDS) }))
    .mutation(({ ctx, input }) => ctx.services.gpu.recover(input.how, ctx.actor)),
  askToClose: guarded('gpu.move')
    .input(z.object({ pid: z.number().int().positive(), startTicks: z.number().int().min(0) }))
    .mutation(({ ctx, input }) => ctx.services.gpu.askToClose(input, ctx.actor)),
  setPower: guarded('gpu.configure')
    .input(powerSettingSchema)
    .mutation(({ ctx, input }) => ctx.services.gpu.setPower(input, ctx.actor)),
  answerKeep: guarded('gpu.move')
    .input(z.object({ operationId: z.string().max(64), answer: z.enum(['keep', 'return']) }))
    .mutation(({ ctx, input }) => ctx.services.gpu.answerKeep(input.operationId, input.answer, ctx.actor)),
  verifyBumblebee: guarded('gpu.move').mutation(({ ctx }) => ctx.services.gpu.verifyBumblebee(ctx.actor)),
  history: guarded('gpu.view')
    .input(z.object({ fromMs: z.number().int().min(0) }))
    .query(({ ctx, input }) => ctx.services.gpu.history(input.fromMs)),
});
