import { GPU_SERVICES } from '@baton/model/host/service';
import { z } from 'zod';

/** Raised when the shape changes: an older file is another laptop, so it boots anew. */
export const STATE_VERSION = 2;

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
  /** Its BARs are gone: bound while OFF, or not restored after OFF and ON (docs/kernel-notes.md, bbswitch). */
  registersLost: z.boolean(),
  /** A guest left it so that no host driver can start it, until that is done. */
  deaf: z.enum(['no', 'until-reset', 'until-found-again']),
  /** The kernel gave up on its power: `runtime_status` is `error`. */
  powerFailed: z.boolean(),
});
export type SimulatedFunction = z.infer<typeof functionSchema>;

const moduleSchema = z.object({
  loaded: z.boolean(),
  needs: z.array(z.string()),
  /** Users that are no module and no process of the list, such as a display server on another GPU. */
  otherUsers: z.number(),
  version: z.string().nullable(),
});

const processSchema = z.object({
  pid: z.number(),
  user: z.string(),
  command: z.string(),
  opens: z.array(z.string()),
  /** Milliseconds since the epoch. */
  since: z.number().nullable(),
  startTicks: z.number(),
  /** It stays when it is asked to end. */
  ignoresTerm: z.boolean(),
});
export type SimulatedProcess = z.infer<typeof processSchema>;

/** The ways to take the card's power away that this laptop has. */
const powerSchema = z.object({
  /** Of the card, whoever switched it. */
  card: z.enum(['on', 'off']),
  /** The firmware refuses to switch. */
  refuses: z.boolean(),
  bbswitch: z.object({
    present: z.boolean(),
    /** Function 0 was removed: the file shows freed memory for ever. */
    dangling: z.boolean(),
  }),
  /** The open driver offers a switch while it has the card. */
  switcheroo: z.boolean(),
  acpiCall: z.boolean(),
  /** The port has power resources (_PR3). */
  portPowerResources: z.boolean(),
  /** `pcie_port_pm=off`. */
  portPmOff: z.boolean(),
  /** The host's driver lets the idle card sleep. */
  driverRuntimePm: z.boolean(),
});

const serviceSchema = z.object({
  name: z.enum(GPU_SERVICES),
  active: z.boolean(),
});

/** What else of the host takes part in what becomes of the GPU. */
const othersSchema = z.object({
  /** Running programs that switch the GPU. */
  programs: z.array(z.string()),
  /** The rule that removes the card's companions as they appear. */
  udevRule: z.string().nullable(),
  /** Ids that vfio-pci takes without being asked: `10de:1bb6`. */
  staticVfio: z.object({ where: z.string(), ids: z.array(z.string()) }).nullable(),
});

/** Everything that the simulated laptop's kernel knows. It plays sysfs: it survives the agent. */
export const laptopStateSchema = z.object({
  version: z.literal(STATE_VERSION),
  scenario: z.string(),
  /** Of the laptop, for people. */
  name: z.string(),
  bootId: z.string(),
  gpu: z.string(),
  functions: z.array(functionSchema),
  modules: z.record(z.string(), moduleSchema),
  processes: z.array(processSchema),
  /** Those that are installed. */
  services: z.array(serviceSchema),
  connectors: z.array(z.object({ name: z.string(), connected: z.boolean(), enabled: z.boolean() })),
  /** The text console of the GPU's framebuffer, when there is no other one. */
  console: z.object({ id: z.string(), name: z.string(), bound: z.boolean() }).nullable(),
  /** null = no battery. */
  supply: z.object({ percent: z.number(), onMains: z.boolean() }).nullable(),
  power: powerSchema,
  others: othersSchema,
  /** Owner of the group's file, while there is one. */
  vfioNodeUid: z.number(),
  kernelLog: z.array(z.string()),
  /** What never returns on this laptop, by scenario. */
  unbindHangs: z.boolean(),
  stuck: z.object({ address: z.string(), doing: z.string(), pid: z.number(), since: z.number() }).nullable(),
  groupOpen: z.object({ pid: z.number(), startTicks: z.number() }).nullable(),
});
export type LaptopState = z.infer<typeof laptopStateSchema>;
