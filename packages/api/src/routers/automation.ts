import { alertRulesSchema } from '@baton/model/alert/alert';
import { automationSchema } from '@baton/model/automation/automation';
import { z } from 'zod';
import { guarded, router } from '../trpc';

const machineId = z.object({ id: z.string().max(64) });

export const automationRouter = router({
  list: guarded('machine.view').query(({ ctx }) => ctx.services.automation.list()),
  view: guarded('machine.view')
    .input(machineId)
    .query(({ ctx, input }) => ctx.services.automation.view(input.id)),
  set: guarded('profile.edit')
    .input(machineId.extend({ automation: automationSchema }))
    .mutation(({ ctx, input }) => ctx.services.automation.set(input.id, input.automation, ctx.actor)),
  startAfter: guarded('machine.operate')
    .input(machineId.extend({ afterId: z.string().max(64).nullable() }))
    .mutation(({ ctx, input }) => ctx.services.automation.startAfter(input.id, input.afterId, ctx.actor)),
});

const webhook = z.object({ url: z.url({ protocol: /^https?$/ }).max(2048), format: z.enum(['json', 'ntfy']) });
const SEEN_MAX = 200;

export const alertRouter = router({
  list: guarded('host.view')
    .input(z.object({ limit: z.int().min(1).max(SEEN_MAX).default(50) }))
    .query(({ ctx, input }) => ctx.services.alerts.list(input.limit)),
  markSeen: guarded('host.view')
    .input(z.object({ ids: z.array(z.string().max(64)).min(1).max(SEEN_MAX) }))
    .mutation(({ ctx, input }) => ctx.services.alerts.markSeen(input.ids, ctx.actor)),
  rules: guarded('host.view').query(({ ctx }) => ctx.services.alerts.rules()),
  setRules: guarded('host.configure')
    .input(alertRulesSchema)
    .mutation(({ ctx, input }) => ctx.services.alerts.setRules(input, ctx.actor)),
  webhook: guarded('host.configure').query(({ ctx }) => ctx.services.alerts.webhook()),
  setWebhook: guarded('host.configure')
    .input(z.object({ webhook: webhook.nullable() }))
    .mutation(({ ctx, input }) => ctx.services.alerts.setWebhook(input.webhook, ctx.actor)),
  testWebhook: guarded('host.configure').mutation(({ ctx }) => ctx.services.alerts.testWebhook(ctx.actor)),
});
