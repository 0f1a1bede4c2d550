import { z } from 'zod';
import { guarded, router } from '../trpc';
import { BULK_VERBS } from '../views';

const machineId = z.object({ id: z.string().max(64) });

export const machineRouter = router({
  list: guarded('machine.view').query(({ ctx }) => ctx.services.machines.list()),
  view: guarded('machine.view')
    .input(machineId)
    .query(({ ctx, input }) => ctx.services.machines.view(input.id)),
  commandLine: guarded('machine.view')
    .input(machineId)
    .query(({ ctx, input }) => ctx.services.machines.commandLine(input.id)),
  arguments: guarded('machine.view')
    .input(machineId)
    .query(({ ctx, input }) => ctx.services.machines.arguments(input.id)),
  start: guarded('machine.operate')
    .input(
      machineId.extend({
        gpu: z.enum(['as-profile', 'without']).default('as-profile'),
        whenFree: z.boolean().default(false),
        askToKeep: z.boolean().default(false),
      }),
    )
    .mutation(({ ctx, input: { id, ...options } }) => ctx.services.machines.start(id, options, ctx.actor)),
  cancelStart: guarded('machine.operate')
    .input(machineId)
    .mutation(({ ctx, input }) => ctx.services.machines.cancelStart(input.id, ctx.actor)),
  switchTo: guarded('machine.operate')
    .input(machineId)
    .mutation(({ ctx, input }) => ctx.services.machines.switchTo(input.id, ctx.actor)),
  pause: guarded('machine.operate')
    .input(machineId)
    .mutation(({ ctx, input }) => ctx.services.machines.pause(input.id, ctx.actor)),
  resume: guarded('machine.operate')
    .input(machineId)
    .mutation(({ ctx, input }) => ctx.services.machines.resume(input.id, ctx.actor)),
  reboot: guarded('machine.operate')
    .input(machineId)
    .mutation(({ ctx, input }) => ctx.services.machines.reboot(input.id, ctx.actor)),
  shutDown: guarded('machine.operate')
    .input(machineId)
    .mutation(({ ctx, input }) => ctx.services.machines.shutDown(input.id, ctx.actor)),
  forceOff: guarded('machine.operate')
    .input(machineId)
    .mutation(({ ctx, input }) => ctx.services.machines.forceOff(input.id, ctx.actor)),
  many: guarded('machine.operate')
    .input(z.object({ ids: z.array(z.string().max(64)).min(1).max(200), verb: z.enum(BULK_VERBS) }))
    .mutation(({ ctx, input }) => ctx.services.machines.many(input.ids, input.verb, ctx.actor)),
});
