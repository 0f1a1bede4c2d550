import type { QmpEvent } from './wire';

/** Why QEMU shut down or reset (QEMU qapi/run-state.json, ShutdownCause). Later versions may add more. */
export type ShutdownCause =
  | 'none'
  | 'host-error'
  | 'host-qmp-quit'
  | 'host-qmp-system-reset'
  | 'host-signal'
  | 'host-ui'
  | 'guest-shutdown'
  | 'guest-reset'
  | 'guest-panic'
  | 'subsystem-reset'
  | 'snapshot-load'
  | (string & {});

interface Caused {
  /** Whether the guest asked for it, rather than the host. */
  readonly guest: boolean;
  readonly reason: ShutdownCause;
}

type NoData = undefined;

interface ConnectionInfo {
  readonly host: string;
  readonly service?: string;
  readonly port?: string;
  readonly family: string;
}

interface DisplayConnection {
  readonly server: ConnectionInfo;
  readonly client: ConnectionInfo;
}

/** The events that Baton reads, with their `data`. Everything else is delivered raw. Fields unknown to us are left in place. */
export interface QmpEventData {
  SHUTDOWN: Caused;
  RESET: Caused;
  /** The guest was told about the power button; it says nothing about what the guest does. */
  POWERDOWN: NoData;
  STOP: NoData;
  RESUME: NoData;
  SUSPEND: NoData;
  SUSPEND_DISK: NoData;
  WAKEUP: NoData;
  GUEST_PANICKED: { readonly action: 'pause' | 'poweroff' | 'run'; readonly info?: Readonly<Record<string, unknown>> };
  GUEST_CRASHLOADED: {
    readonly action: 'pause' | 'poweroff' | 'run';
    readonly info?: Readonly<Record<string, unknown>>;
  };
  /** With `nospace` and action `stop`: free some space, then `cont`. */
  BLOCK_IO_ERROR: {
    readonly device: string;
    readonly 'node-name'?: string;
    readonly operation: 'read' | 'write';
    readonly action: 'ignore' | 'report' | 'stop';
    readonly nospace?: boolean;
    readonly reason: string;
  };
  /** With `fatal` the image must not be used again before it was repaired. */
  BLOCK_IMAGE_CORRUPTED: {
    readonly device: string;
    readonly 'node-name'?: string;
    readonly msg: string;
    readonly offset?: number;
    readonly size?: number;
    readonly fatal: boolean;
  };
  /** `device` is absent for a device without an id. */
  DEVICE_DELETED: { readonly device?: string; readonly path: string };
  DEVICE_UNPLUG_GUEST_ERROR: { readonly device?: string; readonly path: string };
  DEVICE_TRAY_MOVED: { readonly device: string; readonly id: string; readonly 'tray-open': boolean };
  /** `offset` in seconds between the guest's clock and the host's: kept for Windows guests. */
  RTC_CHANGE: { readonly offset: number; readonly 'qom-path'?: string };
  WATCHDOG: { readonly action: string };
  MEMORY_FAILURE: {
    readonly recipient: 'hypervisor' | 'guest';
    readonly action: string;
    readonly flags: { readonly 'action-required': boolean; readonly recursive: boolean };
  };
  JOB_STATUS_CHANGE: { readonly id: string; readonly status: string };
  /** `actual` is the guest's memory in bytes. */
  BALLOON_CHANGE: { readonly actual: number };
  VSERPORT_CHANGE: { readonly id: string; readonly open: boolean };
  SPICE_CONNECTED: DisplayConnection;
  SPICE_INITIALIZED: DisplayConnection;
  SPICE_DISCONNECTED: DisplayConnection;
  SPICE_MIGRATE_COMPLETED: NoData;
  VNC_CONNECTED: DisplayConnection;
  VNC_INITIALIZED: DisplayConnection;
  VNC_DISCONNECTED: DisplayConnection;
  ACPI_DEVICE_OST: {
    readonly info: {
      readonly device?: string;
      readonly slot: string;
      readonly 'slot-type': string;
      readonly source: number;
      readonly status: number;
    };
  };
}

export type QmpEventName = keyof QmpEventData;

/** One event with its typed data. */
export type QmpEventOf<Name extends QmpEventName> = {
  readonly event: Name;
  readonly data: QmpEventData[Name];
  readonly timestamp: QmpEvent['timestamp'];
};

/** Any event of the table above: switch over `event` to get at its data. */
export type KnownQmpEvent = { [Name in QmpEventName]: QmpEventOf<Name> }[QmpEventName];

const NAMES = {
  SHUTDOWN: true,
  RESET: true,
  POWERDOWN: true,
  STOP: true,
  RESUME: true,
  SUSPEND: true,
  SUSPEND_DISK: true,
  WAKEUP: true,
  GUEST_PANICKED: true,
  GUEST_CRASHLOADED: true,
  BLOCK_IO_ERROR: true,
  BLOCK_IMAGE_CORRUPTED: true,
  DEVICE_DELETED: true,
  DEVICE_UNPLUG_GUEST_ERROR: true,
  DEVICE_TRAY_MOVED: true,
  RTC_CHANGE: true,
  WATCHDOG: true,
  MEMORY_FAILURE: true,
  JOB_STATUS_CHANGE: true,
  BALLOON_CHANGE: true,
  VSERPORT_CHANGE: true,
  SPICE_CONNECTED: true,
  SPICE_INITIALIZED: true,
  SPICE_DISCONNECTED: true,
  SPICE_MIGRATE_COMPLETED: true,
  VNC_CONNECTED: true,
  VNC_INITIALIZED: true,
  VNC_DISCONNECTED: true,
  ACPI_DEVICE_OST: true,
} satisfies Record<QmpEventName, true>;

/** Every event name of the table. */
export const QMP_EVENT_NAMES = Object.keys(NAMES) as QmpEventName[];

/** The event with its type, or `undefined` for one that is not in the table. */
export function asKnownEvent(event: QmpEvent): KnownQmpEvent | undefined {
  return Object.hasOwn(NAMES, event.event) ? (event as KnownQmpEvent) : undefined;
}

/** Whether `event` is the one named. */
export function isQmpEvent<Name extends QmpEventName>(
  event: QmpEvent,
  name: Name,
): event is QmpEvent & QmpEventOf<Name> {
  return event.event === name;
}
