import { KEYBOARD_LAYOUTS } from '@baton/model/keyboard/layouts';
import { z } from 'zod';
import { guarded, router } from '../trpc';

const machineId = z.object({ id: z.string().max(64) });
const device = z.string().min(1).max(128);
const socket = z.object({ bus: z.int().min(1).max(999), port: z.string().regex(/^[1-9]\d?(\.[1-9]\d?){0,6}$/) });
const diskIndex = z.int().min(0).max(63);
const snapshotName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,62}$/,
    'Use letters, digits, spaces, dots, hyphens and underscores, starting with a letter or a digit.',
  );
const KEYS_MAX = 8;
const TEXT_MAX = 4096;

export const guestRouter = router({
  view: guarded('machine.view')
    .input(machineId)
    .query(({ ctx, input }) => ctx.services.guests.view(input.id)),
  powerButton: guarded('machine.operate')
    .input(machineId)
    .mutation(({ ctx, input }) => ctx.services.guests.powerButton(input.id, ctx.actor)),
  nmi: guarded('machine.operate')
    .input(machineId)
    .mutation(({ ctx, input }) => ctx.services.guests.nmi(input.id, ctx.actor)),
  wake: guarded('machine.operate')
    .input(machineId)
    .mutation(({ ctx, input }) => ctx.services.guests.wake(input.id, ctx.actor)),
});

export const mediaRouter = router({
  drives: guarded('machine.view')
    .input(machineId)
    .query(({ ctx, input }) => ctx.services.media.drives(input.id)),
  insert: guarded('machine.operate')
    .input(machineId.extend({ drive: device, path: z.string().max(1024), force: z.boolean().default(false) }))
    .mutation(({ ctx, input: { id, ...change } }) => ctx.services.media.insert(id, change, ctx.actor)),
  eject: guarded('machine.operate')
    .input(machineId.extend({ drive: device, force: z.boolean().default(false) }))
    .mutation(({ ctx, input: { id, ...change } }) => ctx.services.media.eject(id, change, ctx.actor)),
});

export const usbRouter = router({
  devices: guarded('machine.view')
    .input(machineId)
    .query(({ ctx, input }) => ctx.services.usb.devices(input.id)),
  attach: guarded('machine.operate')
    .input(machineId.extend(socket.shape))
    .mutation(({ ctx, input: { id, ...at } }) => ctx.services.usb.attach(id, at, ctx.actor)),
  detach: guarded('machine.operate')
    .input(machineId.extend(socket.shape))
    .mutation(({ ctx, input: { id, ...at } }) => ctx.services.usb.detach(id, at, ctx.actor)),
});

export const keyboardRouter = router({
  press: guarded('machine.console')
    .input(machineId.extend({ keys: z.array(z.string().max(32)).min(1).max(KEYS_MAX) }))
    .mutation(({ ctx, input }) => ctx.services.keyboard.press(input.id, input.keys, ctx.actor)),
  type: guarded('machine.console')
    .input(machineId.extend({ text: z.string().min(1).max(TEXT_MAX), layout: z.enum(KEYBOARD_LAYOUTS) }))
    .mutation(({ ctx, input }) => ctx.services.keyboard.type(input.id, input.text, input.layout, ctx.actor)),
});

export const machineDiskRouter = router({
  view: guarded('machine.view')
    .input(machineId)
    .query(({ ctx, input }) => ctx.services.machineDisks.view(input.id)),
  resize: guarded('profile.edit')
    .input(machineId.extend({ disk: diskIndex, bytes: z.int().min(1) }))
    .mutation(({ ctx, input: { id, ...change } }) => ctx.services.machineDisks.resize(id, change, ctx.actor)),
  takeSnapshot: guarded('machine.operate')
    .input(machineId.extend({ name: snapshotName, freeze: z.boolean().default(true) }))
    .mutation(({ ctx, input: { id, ...snapshot } }) => ctx.services.machineDisks.takeSnapshot(id, snapshot, ctx.actor)),
  revert: guarded('profile.edit')
    .input(machineId.extend({ name: snapshotName }))
    .mutation(({ ctx, input }) => ctx.services.machineDisks.revert(input.id, input.name, ctx.actor)),
  removeSnapshot: guarded('profile.edit')
    .input(machineId.extend({ name: snapshotName }))
    .mutation(({ ctx, input }) => ctx.services.machineDisks.removeSnapshot(input.id, input.name, ctx.actor)),
  backUp: guarded('storage.edit')
    .input(machineId.extend({ disk: diskIndex, name: z.string().min(1).max(200), freeze: z.boolean().default(true) }))
    .mutation(({ ctx, input: { id, ...backup } }) => ctx.services.machineDisks.backUp(id, backup, ctx.actor)),
  cancelBackup: guarded('storage.edit')
    .input(z.object({ operationId: z.string().max(64) }))
    .mutation(({ ctx, input }) => ctx.services.machineDisks.cancelBackup(input.operationId, ctx.actor)),
});

export const monitorRouter = router({
  commands: guarded('machine.monitor')
    .input(machineId)
    .query(({ ctx, input }) => ctx.services.monitor.commands(input.id)),
  execute: guarded('machine.monitor')
    .input(
      machineId.extend({
        execute: z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/i, 'Use the name of a command, such as query-status.'),
        arguments: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .mutation(({ ctx, input: { id, ...command } }) => ctx.services.monitor.execute(id, command, ctx.actor)),
});
