import { z } from 'zod';

/** Raised when the shape changes: an older file is another laptop, so it boots anew. */
export const STATE_VERSION = 1;

const functionSchema = z.object({
  address: z.string(),
  vendorId: z.string(),
  deviceId: z.string(),
  subsystemVendorId: z.string(),
  subsystemDeviceId: z.string(),
  classCode: z.number(),
  name: z.string(),
  driver: z.string().nullable(),
  driverOverride: z.string().nullable(),
  iommuGroup: z.number().nullable(),
  bootVga: z.boolean(),
  powerControl: z.enum(['on', 'auto']),
  d3coldAllowed: z.boolean(),
  resetMethods: z.array(z.string()),
  parent: z.string().nullable(),
  /** False between `remove` and `rescan`. */
  present: z.boolean(),
  /** The driver that knows this device by its ids. */
  hostDriver: z.string().nullable(),
  /** Its BARs are gone: bound while OFF, or a companion after OFF and ON (docs/kernel-notes.md, bbswitch). */
  registersLost: z.boolean(),
});
export type SimulatedFunction = z.infer<typeof functionSchema>;

const moduleSchema = z.object({
  loaded: z.boolean(),
  needs: z.array(z.string()),
  /** Users that are no module and no process of the list, such as a display server on another GPU. */
  otherUsers: z.number(),
  version: z.string().nullable(),
});

const processSchema = z.object({ pid: z.number(), user: z.string(), command: z.string(), opens: z.array(z.string()) });
export type SimulatedProcess = z.infer<typeof processSchema>;

/** Everything that the simulated laptop's kernel knows. It plays sysfs: it survives the agent. */
export const laptopStateSchema = z.object({
  version: z.literal(STATE_VERSION),
  scenario: z.string(),
  bootId: z.string(),
  gpu: z.string(),
  functions: z.array(functionSchema),
  modules: z.record(z.string(), moduleSchema),
  processes: z.array(processSchema),
  connectors: z.array(z.object({ name: z.string(), connected: z.boolean(), enabled: z.boolean() })),
  bbswitch: z.object({
    present: z.boolean(),
    power: z.enum(['on', 'off']),
    /** The firmware refuses to switch. */
    refuses: z.boolean(),
    /** Function 0 was removed while OFF: the file shows freed memory for ever. */
    dangling: z.boolean(),
  }),
  kernelLog: z.array(z.string()),
  /** What never returns on this laptop, by scenario. */
  unbindHangs: z.boolean(),
  stuck: z.object({ address: z.string(), doing: z.string(), pid: z.number(), since: z.number() }).nullable(),
  groupOpen: z.object({ pid: z.number(), startTicks: z.number() }).nullable(),
});
export type LaptopState = z.infer<typeof laptopStateSchema>;
