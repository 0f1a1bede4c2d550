import { alertRouter, automationRouter } from './routers/automation';
import { gpuRouter } from './routers/gpu';
import { hostRouter } from './routers/host';
import { guestRouter, keyboardRouter, machineDiskRouter, mediaRouter, monitorRouter, usbRouter } from './routers/live';
import { machineRouter } from './routers/machine';
import { activityRouter, eventRouter, logRouter, operationRouter } from './routers/observe';
import { profileRouter } from './routers/profile';
import { sessionRouter } from './routers/session';
import { romRouter, storageRouter } from './routers/storage';
import { telemetryRouter } from './routers/telemetry';
import { router } from './trpc';

/** The whole contract between browsers, the command line and the agent. */
export const appRouter = router({
  session: sessionRouter,
  host: hostRouter,
  gpu: gpuRouter,
  machine: machineRouter,
  profile: profileRouter,
  storage: storageRouter,
  rom: romRouter,
  operation: operationRouter,
  activity: activityRouter,
  event: eventRouter,
  telemetry: telemetryRouter,
  log: logRouter,
  guest: guestRouter,
  media: mediaRouter,
  usb: usbRouter,
  keyboard: keyboardRouter,
  machineDisk: machineDiskRouter,
  monitor: monitorRouter,
  automation: automationRouter,
  alert: alertRouter,
});

export type AppRouter = typeof appRouter;
