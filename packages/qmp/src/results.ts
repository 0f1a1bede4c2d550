/**
 * What QEMU answers, field by field as in QEMU's qapi/*.json. Only fields that Baton has a use for are written down;
 * the others stay in the objects. Names keep QEMU's spelling. QEMU is trusted: nothing is validated here.
 */

/** query-status. `status` is raw: see `asRunState`. */
export interface StatusInfo {
  readonly status: string;
  readonly running: boolean;
}

/** query-cpus-fast. `thread-id` is the host's thread of this vCPU. */
export interface CpuInfo {
  readonly 'cpu-index': number;
  readonly 'thread-id': number;
  readonly 'qom-path': string;
  readonly target: string;
  readonly props?: {
    readonly 'node-id'?: number;
    readonly 'socket-id'?: number;
    readonly 'die-id'?: number;
    readonly 'core-id'?: number;
    readonly 'thread-id'?: number;
  };
}

export interface IoThreadInfo {
  readonly id: string;
  readonly 'thread-id': number;
}

export interface PciBusInfo {
  readonly bus: number;
  readonly devices: readonly PciDeviceInfo[];
}

/** A device as the guest sees it. `qdev_id` is '' for a device without an id. */
export interface PciDeviceInfo {
  readonly bus: number;
  readonly slot: number;
  readonly function: number;
  readonly qdev_id: string;
  readonly class_info: { readonly class: number; readonly desc?: string };
  readonly id: {
    readonly vendor: number;
    readonly device: number;
    readonly 'subsystem-vendor'?: number;
    readonly subsystem?: number;
  };
  readonly irq?: number;
  readonly irq_pin: number;
  readonly regions: readonly {
    readonly bar: number;
    readonly type: string;
    readonly address: number;
    readonly size: number;
  }[];
  readonly pci_bridge?: {
    readonly bus: { readonly number: number; readonly secondary: number; readonly subordinate: number };
    readonly devices?: readonly PciDeviceInfo[];
  };
}

/** query-block. Sizes in bytes. `inserted` is absent for an empty drive. */
export interface BlockInfo {
  readonly device: string;
  readonly qdev?: string;
  readonly removable: boolean;
  readonly locked: boolean;
  readonly tray_open?: boolean;
  readonly 'io-status'?: 'ok' | 'failed' | 'nospace';
  readonly inserted?: {
    readonly file: string;
    readonly 'node-name'?: string;
    readonly drv: string;
    readonly ro: boolean;
    readonly image: {
      readonly filename: string;
      readonly format: string;
      readonly 'virtual-size': number;
      readonly 'actual-size'?: number;
    };
  };
}

/** query-named-block-nodes. Sizes in bytes. */
export interface BlockNodeInfo {
  readonly file: string;
  readonly 'node-name'?: string;
  readonly drv: string;
  readonly ro: boolean;
  readonly image: {
    readonly 'virtual-size': number;
    readonly 'actual-size'?: number;
    readonly snapshots?: readonly {
      readonly id: string;
      readonly name: string;
      readonly 'date-sec': number;
      readonly 'date-nsec': number;
    }[];
  };
}

/** query-blockstats. Counters since QEMU started; sizes in bytes, times in nanoseconds. */
export interface BlockStats {
  readonly device?: string;
  readonly qdev?: string;
  readonly 'node-name'?: string;
  readonly stats: {
    readonly rd_bytes: number;
    readonly wr_bytes: number;
    readonly rd_operations: number;
    readonly wr_operations: number;
    readonly flush_operations: number;
    readonly rd_total_time_ns: number;
    readonly wr_total_time_ns: number;
    readonly flush_total_time_ns: number;
    readonly failed_rd_operations: number;
    readonly failed_wr_operations: number;
  };
  readonly parent?: BlockStats;
  readonly backing?: BlockStats;
}

/** query-vnc. For a UNIX socket, `family` is `unix` and `host` its path. */
export interface VncInfo {
  readonly enabled: boolean;
  readonly host?: string;
  readonly family?: string;
  readonly service?: string;
  readonly auth?: string;
  readonly clients?: readonly { readonly host: string; readonly service: string; readonly family: string }[];
}

/** One entity of query-qmp-schema. Type names are numbers in a string; those of commands and events are real names. */
export interface SchemaEntity {
  readonly name: string;
  readonly 'meta-type': 'command' | 'event' | 'object' | 'enum' | 'array' | 'alternate' | 'builtin';
  readonly 'arg-type'?: string;
  readonly 'ret-type'?: string;
  readonly values?: readonly string[];
  readonly members?: readonly { readonly name?: string; readonly type: string; readonly default?: null }[];
}

/** query-chardev. A pty's path is in `filename`. */
export interface ChardevInfo {
  readonly label: string;
  readonly filename: string;
  readonly 'frontend-open': boolean;
}

/** query-jobs. `error` tells why a concluded job failed. */
export interface JobInfo {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly 'current-progress': number;
  readonly 'total-progress': number;
  readonly error?: string;
}
