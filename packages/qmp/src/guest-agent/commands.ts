/** Arguments and answers of the commands that we use (qemu-ga-ref(7)). Fields that older agents lack are optional. */
export interface GuestAgentCommands {
  'guest-ping': { args: undefined; answer: Record<string, never> };
  'guest-info': { args: undefined; answer: GuestAgentInfo };
  'guest-get-osinfo': { args: undefined; answer: GuestOsInfo };
  'guest-get-host-name': { args: undefined; answer: { 'host-name': string } };
  'guest-network-get-interfaces': { args: undefined; answer: readonly GuestNetworkInterface[] };
  'guest-get-fsinfo': { args: undefined; answer: readonly GuestFileSystem[] };
  'guest-get-time': { args: undefined; answer: number };
  /** Nanoseconds since 1970. */
  'guest-set-time': { args: { time: number } | undefined; answer: Record<string, never> };
  'guest-fsfreeze-status': { args: undefined; answer: 'thawed' | 'frozen' };
  /** Answers how many file systems were frozen. */
  'guest-fsfreeze-freeze': { args: undefined; answer: number };
  'guest-fsfreeze-thaw': { args: undefined; answer: number };
  'guest-exec': {
    args: { path: string; arg?: readonly string[]; env?: readonly string[]; 'capture-output'?: boolean };
    answer: { pid: number };
  };
  'guest-exec-status': { args: { pid: number }; answer: GuestExecStatus };
}

export type GuestAgentCommandName = keyof GuestAgentCommands;

export interface GuestAgentInfo {
  readonly version: string;
  readonly supported_commands: readonly { readonly name: string; readonly enabled: boolean }[];
}

export interface GuestOsInfo {
  readonly id?: string;
  readonly name?: string;
  readonly 'pretty-name'?: string;
  readonly version?: string;
  readonly 'version-id'?: string;
  readonly machine?: string;
  readonly 'kernel-release'?: string;
  readonly 'kernel-version'?: string;
}

export interface GuestNetworkInterface {
  readonly name: string;
  readonly 'hardware-address'?: string;
  readonly 'ip-addresses'?: readonly {
    readonly 'ip-address': string;
    readonly 'ip-address-type': 'ipv4' | 'ipv6';
    readonly prefix: number;
  }[];
}

export interface GuestFileSystem {
  readonly name: string;
  readonly mountpoint: string;
  readonly type: string;
  readonly 'used-bytes'?: number;
  readonly 'total-bytes'?: number;
}

/** Output is base64. */
export interface GuestExecStatus {
  readonly exited: boolean;
  readonly exitcode?: number;
  readonly signal?: number;
  readonly 'out-data'?: string;
  readonly 'err-data'?: string;
  readonly 'out-truncated'?: boolean;
  readonly 'err-truncated'?: boolean;
}
