import { guarded, router } from '../trpc';

export const hostRouter = router({
  view: guarded('host.view').query(({ ctx }) => ctx.services.host.view()),
  hardware: guarded('host.view').query(({ ctx }) => ctx.services.host.hardware()),
  capabilities: guarded('host.view').query(({ ctx }) => ctx.services.host.capabilities()),
});
