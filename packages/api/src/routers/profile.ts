import { machineNameSchema } from '@baton/model/machine/name';
import { profileDraftSchema } from '@baton/model/profile/definition';
import { z } from 'zod';
import { guarded, router } from '../trpc';

const profileId = z.object({ id: z.string().max(64) });

export const profileRouter = router({
  list: guarded('profile.view').query(({ ctx }) => ctx.services.profiles.list()),
  get: guarded('profile.view')
    .input(profileId)
    .query(({ ctx, input }) => ctx.services.profiles.get(input.id)),
  check: guarded('profile.view')
    .input(z.object({ id: z.string().max(64).nullable(), draft: profileDraftSchema }))
    .query(({ ctx, input }) => ctx.services.profiles.check(input.draft, input.id)),
  create: guarded('profile.edit')
    .input(profileDraftSchema)
    .mutation(({ ctx, input }) => ctx.services.profiles.create(input, ctx.actor)),
  update: guarded('profile.edit')
    .input(profileId.extend({ revision: z.int(), draft: profileDraftSchema }))
    .mutation(({ ctx, input }) => ctx.services.profiles.update(input.id, input.revision, input.draft, ctx.actor)),
  duplicate: guarded('profile.edit')
    .input(profileId.extend({ name: machineNameSchema }))
    .mutation(({ ctx, input }) => ctx.services.profiles.duplicate(input.id, input.name, ctx.actor)),
  remove: guarded('profile.edit')
    .input(profileId.extend({ deleteDisk: z.boolean() }))
    .mutation(({ ctx, input }) => ctx.services.profiles.remove(input.id, { deleteDisk: input.deleteDisk }, ctx.actor)),
});
