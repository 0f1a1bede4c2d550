import type {
  BlockInfo,
  BlockNodeInfo,
  BlockStats,
  ChardevInfo,
  CpuInfo,
  IoThreadInfo,
  JobInfo,
  PciBusInfo,
  SchemaEntity,
  StatusInfo,
  VncInfo,
} from './results';
import type { QemuVersion } from './wire';

/** A command: what it takes and what it answers. `undefined` as arguments means "takes none". */
interface Command<Arguments, Answer> {
  readonly arguments: Arguments;
  readonly answer: Answer;
}

/** Most commands that act answer an empty object. */
type Done = Readonly<Record<string, never>>;
type Query<Answer> = Command<undefined, Answer>;
type Act<Arguments = undefined> = Command<Arguments, Done>;

export type KeyValue =
  | { readonly type: 'qcode'; readonly data: string }
  | { readonly type: 'number'; readonly data: number };

export type InputEvent =
  | { readonly type: 'key'; readonly data: { readonly down: boolean; readonly key: KeyValue } }
  | { readonly type: 'btn'; readonly data: { readonly down: boolean; readonly button: string } }
  /** 0 to 32767 for `abs` */
  | { readonly type: 'rel' | 'abs'; readonly data: { readonly axis: 'x' | 'y'; readonly value: number } };

/** The commands that Baton uses (QEMU qapi/*.json). Types only: a command costs nothing but its line on the wire. */
export interface QmpCommands {
  'query-status': Query<StatusInfo>;
  'query-version': Query<QemuVersion>;
  'query-name': Query<{ readonly name?: string }>;
  'query-uuid': Query<{ readonly UUID: string }>;
  'query-kvm': Query<{ readonly enabled: boolean; readonly present: boolean }>;
  'query-cpus-fast': Query<readonly CpuInfo[]>;
  'query-iothreads': Query<readonly IoThreadInfo[]>;
  'query-pci': Query<readonly PciBusInfo[]>;
  'query-block': Query<readonly BlockInfo[]>;
  'query-blockstats': Command<{ readonly 'query-nodes'?: boolean } | undefined, readonly BlockStats[]>;
  'query-vnc': Query<VncInfo>;
  'query-chardev': Query<readonly ChardevInfo[]>;
  'query-jobs': Query<readonly JobInfo[]>;
  'query-commands': Query<readonly { readonly name: string }[]>;
  'query-qmp-schema': Query<readonly SchemaEntity[]>;
  /** bytes */
  'query-memory-size-summary': Query<{ readonly 'base-memory': number; readonly 'plugged-memory'?: number }>;

  stop: Act;
  /** Refused with "Resetting the Virtual Machine is required" after a shutdown that paused. */
  cont: Act;
  system_reset: Act;
  /** Presses the ACPI power button. Answers even when the guest is paused and gets it only after `cont`. */
  system_powerdown: Act;
  system_wakeup: Act;
  /** A non-maskable interrupt on every vCPU. */
  'inject-nmi': Act;
  /** Use `quitQemu`: the reply may be lost with the connection. */
  quit: Act;

  /** QEMU's own user writes the file, at an absolute path. `device` is the id of a display device. */
  screendump: Act<{
    readonly filename: string;
    readonly format?: 'ppm' | 'png';
    readonly device?: string;
    readonly head?: number;
  }>;
  /** `hold-time` in milliseconds */
  'send-key': Act<{ readonly keys: readonly KeyValue[]; readonly 'hold-time'?: number }>;
  'input-send-event': Act<{
    readonly events: readonly InputEvent[];
    readonly device?: string;
    readonly head?: number;
  }>;

  /** Succeeds for a usb-host device that is not there. A used id is GenericError "Duplicate device ID". */
  device_add: Act<{
    readonly driver: string;
    readonly id?: string;
    readonly bus?: string;
    readonly [property: string]: unknown;
  }>;
  /** Only asks: the guest has agreed once DEVICE_DELETED comes. An unknown id is DeviceNotFound. */
  device_del: Act<{ readonly id: string }>;
  'blockdev-change-medium': Act<{
    readonly id: string;
    readonly filename: string;
    readonly format?: string;
    readonly 'read-only-mode'?: 'retain' | 'read-only' | 'read-write';
    readonly force?: boolean;
  }>;
  eject: Act<{ readonly id: string; readonly force?: boolean }>;
  'query-named-block-nodes': Command<{ readonly flat?: boolean } | undefined, readonly BlockNodeInfo[]>;
  /** bytes. Shrinks without a word too. */
  block_resize: Act<{ readonly 'node-name': string; readonly size: number }>;
  /** All of them or none. */
  transaction: Act<{ readonly actions: readonly { readonly type: string; readonly data: object }[] }>;
  /** `device` may be a node's name. */
  'blockdev-snapshot-delete-internal-sync': Command<{ readonly device: string; readonly name: string }, unknown>;
  'blockdev-add': Act<{ readonly driver: string; readonly 'node-name': string; readonly [option: string]: unknown }>;
  'blockdev-del': Act<{ readonly 'node-name': string }>;
  /** Answers once the job has begun; refused when the target is not exactly as large as the source. */
  'blockdev-backup': Act<{
    readonly 'job-id': string;
    /** May be a node's name. */
    readonly device: string;
    readonly target: string;
    readonly sync: 'full' | 'top' | 'none';
    readonly 'auto-dismiss'?: boolean;
  }>;
  /** Only asks: it has ended once its status is `concluded`. */
  'job-cancel': Act<{ readonly id: string }>;
  'job-dismiss': Act<{ readonly id: string }>;
  'qom-list': Command<{ readonly path: string }, readonly { readonly name: string; readonly type: string }[]>;
  'qom-get': Command<{ readonly path: string; readonly property: string }, unknown>;
  /** Answers text with CRLF line ends, errors included. */
  'human-monitor-command': Command<{ readonly 'command-line': string }, string>;
}

export type QmpCommandName = keyof QmpCommands;
export type QmpArguments<Name extends QmpCommandName> = QmpCommands[Name]['arguments'];
export type QmpAnswer<Name extends QmpCommandName> = QmpCommands[Name]['answer'];
