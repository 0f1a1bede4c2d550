import { problem } from '@baton/model/problem';
import { z } from 'zod';
import type { Context } from '../context';
import { guarded, openProcedure, router, trpcError } from '../trpc';
import type { SessionStateView } from '../views';

const password = z.string().max(1024);

/** Asked before anything is changed: a log-in whose cookie cannot be set would be lost. */
function needsCookie(ctx: Context): void {
  if (ctx.canSetSessionToken) return;
  const issue = { path: '', message: 'Log in over HTTP: only its answer can set the cookie.' };
  throw trpcError(problem('request.invalid', { issues: [issue] }));
}

export const sessionRouter = router({
  state: openProcedure.query(async ({ ctx }): Promise<SessionStateView> => {
    const actor = await ctx.actor();
    return {
      setupNeeded: await ctx.services.sessions.setupNeeded(),
      hostname: actor ? ctx.hostname : '',
      simulated: ctx.simulated,
      actor: actor && { name: actor.name, role: actor.role },
    };
  }),
  setUp: openProcedure.input(z.object({ token: z.string().max(256), password })).mutation(async ({ ctx, input }) => {
    needsCookie(ctx);
    const { token } = await ctx.services.sessions.setUp(input, ctx.client);
    ctx.setSessionToken(token);
  }),
  login: openProcedure.input(z.object({ password })).mutation(async ({ ctx, input }) => {
    needsCookie(ctx);
    const { token } = await ctx.services.sessions.login(input, ctx.client);
    ctx.setSessionToken(token);
  }),
  logout: guarded('account.own').mutation(async ({ ctx }) => {
    await ctx.services.sessions.logout(ctx.actor);
    ctx.setSessionToken(null);
  }),
  changePassword: guarded('account.own')
    .input(z.object({ current: password, next: password }))
    .mutation(({ ctx, input }) => ctx.services.sessions.changePassword(input, ctx.actor)),
  list: guarded('account.own').query(({ ctx }) => ctx.services.sessions.list(ctx.actor)),
  revoke: guarded('account.own')
    .input(z.object({ sessionId: z.string().max(64) }))
    .mutation(({ ctx, input }) => ctx.services.sessions.revoke(input.sessionId, ctx.actor)),
});
