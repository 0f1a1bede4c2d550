import { EXPORT_FORMATS } from '@baton/model/export/formats';
import { IMPORT_MAX_BYTES } from '@baton/model/import/result';
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
  removeMany: guarded('profile.edit')
    .input(z.object({ ids: z.array(z.string().max(64)).min(1).max(500), deleteDisk: z.boolean() }))
    .mutation(({ ctx, input: { ids, deleteDisk } }) =>
      ctx.services.profiles.removeMany(ids, { deleteDisk }, ctx.actor),
    ),
  versions: guarded('profile.view')
    .input(profileId)
    .query(({ ctx, input }) => ctx.services.profiles.versions(input.id)),
  restore: guarded('profile.edit')
    .input(profileId.extend({ revision: z.int() }))
    .mutation(({ ctx, input }) => ctx.services.profiles.restore(input.id, input.revision, ctx.actor)),
  templates: guarded('profile.view').query(({ ctx }) => ctx.services.profiles.templates()),
  /** A mutation because a source is too large for a GET; nothing is changed. */
  readImport: guarded('profile.view')
    .input(z.object({ source: z.string().max(IMPORT_MAX_BYTES * 2) }))
    .mutation(({ ctx, input }) => ctx.services.profiles.readImport(input.source)),
  exportAs: guarded('profile.view')
    .input(profileId.extend({ as: z.enum(EXPORT_FORMATS) }))
    .query(({ ctx, input }) => ctx.services.profiles.exportAs(input.id, input.as)),
  preview: guarded('profile.view')
    .input(profileDraftSchema)
    .query(({ ctx, input }) => ctx.services.profiles.preview(input)),
});
