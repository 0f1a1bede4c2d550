import { DISK_MAX_GIB } from '@baton/model/profile/storage';
import { z } from 'zod';
import { guarded, router } from '../trpc';

const operationId = z.object({ operationId: z.string().max(64) });
const path = z.string().max(1024);
const fileName = z.string().min(1).max(200);

export const storageRouter = router({
  list: guarded('storage.view').query(({ ctx }) => ctx.services.storage.list()),
  createDisk: guarded('storage.edit')
    .input(
      z.object({
        name: fileName,
        sizeGiB: z.int().min(1).max(DISK_MAX_GIB),
        format: z.enum(['qcow2', 'raw']).default('qcow2'),
        preallocate: z.boolean().default(false),
      }),
    )
    .mutation(({ ctx, input }) => ctx.services.storage.createDisk(input, ctx.actor)),
  cancelCreate: guarded('storage.edit')
    .input(operationId)
    .mutation(({ ctx, input }) => ctx.services.storage.cancelCreate(input.operationId, ctx.actor)),
  remove: guarded('storage.edit')
    .input(z.object({ path }))
    .mutation(({ ctx, input }) => ctx.services.storage.remove(input.path, ctx.actor)),
  uploads: guarded('storage.view').query(({ ctx }) => ctx.services.storage.uploads()),
  beginUpload: guarded('storage.edit')
    .input(z.object({ name: fileName, kind: z.enum(['iso', 'disk', 'rom']), sizeBytes: z.int().min(1) }))
    .mutation(({ ctx, input }) => ctx.services.storage.beginUpload(input, ctx.actor)),
  cancelUpload: guarded('storage.edit')
    .input(z.object({ id: z.string().max(64) }))
    .mutation(({ ctx, input }) => ctx.services.storage.cancelUpload(input.id, ctx.actor)),
});

export const romRouter = router({
  list: guarded('storage.view').query(({ ctx }) => ctx.services.roms.list()),
  dump: guarded('gpu.move')
    .input(z.object({ name: fileName }))
    .mutation(({ ctx, input }) => ctx.services.roms.dump(input.name, ctx.actor)),
  trim: guarded('storage.edit')
    .input(z.object({ path, name: fileName }))
    .mutation(({ ctx, input }) => ctx.services.roms.trim(input.path, input.name, ctx.actor)),
});
