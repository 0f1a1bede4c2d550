import type { ProblemFacts } from '@baton/model/problem';

type Because = ProblemFacts['monitor.refused']['because'];

/**
 * What the monitor does not do for a person, and why. An admin may look at everything and try much; but what a machine runs on stays
 * Baton's (docs/adr/001), and a path in an argument would be opened by QEMU without the gate of the storage folders (seed: a root
 * daemon that takes paths from a page reads and writes any file). Looked through in QEMU 7.2's `query-commands`; a command that a later
 * QEMU brings is judged by what its name begins with.
 */
const REFUSED: Readonly<Record<Exclude<Because, 'ours-id' | 'unknown'>, readonly string[]>> = {
  ends: ['quit', 'yank', 'x-exit-preconfig', 'snapshot-load', 'x-colo-lost-heartbeat'],
  'host-files': [
    'screendump',
    'dump-guest-memory',
    'dumpdtb',
    'pmemsave',
    'memsave',
    'blockdev-change-medium',
    'blockdev-snapshot-sync',
    'blockdev-reopen',
    'change-backing-file',
    'block-stream',
    'block-commit',
    'blockdev-mirror',
    'blockdev-backup',
    'snapshot-save',
    'snapshot-delete',
    'trace-file-set',
  ],
  'opens-door': [
    'add_client',
    'add-fd',
    'remove-fd',
    'getfd',
    'closefd',
    'set_password',
    'expire_password',
    'change-vnc-password',
    'display-update',
    'display-reload',
    'sev-inject-launch-secret',
    'netdev_add',
    'object-add',
    'qom-set',
    'device_add',
    'chardev-add',
    'chardev-change',
  ],
  connection: ['qmp_capabilities'],
  /** They carry other commands inside. */
  hidden: ['human-monitor-command', 'transaction'],
};

const FAMILIES: readonly (readonly [string, Because])[] = [
  ['migrate', 'ends'],
  ['client_migrate', 'ends'],
  ['calc-dirty', 'ends'],
  ['xen-', 'ends'],
  ['x-blockdev', 'host-files'],
  ['blockdev-add', 'host-files'],
  ['blockdev-create', 'host-files'],
  ['drive-', 'host-files'],
  ['nbd-server', 'opens-door'],
  ['block-export', 'opens-door'],
  ['replay-', 'ends'],
];

/** Commands that take something away, and the argument that names it. */
const REMOVERS: Readonly<Record<string, string>> = {
  'chardev-remove': 'id',
  'chardev-send-break': 'id',
  'object-del': 'id',
  device_del: 'id',
  netdev_del: 'id',
  'blockdev-del': 'node-name',
  'job-cancel': 'id',
  'job-pause': 'id',
  'job-complete': 'id',
  'job-finalize': 'id',
  'job-dismiss': 'id',
  'block-job-cancel': 'device',
  'block-job-pause': 'device',
  'block-job-complete': 'device',
  'block-job-finalize': 'device',
  'block-job-dismiss': 'device',
  'ringbuf-write': 'device',
  block_resize: 'node-name',
};

/** Names of the command line that Baton works with: monitors, agent, serial, GPU, disks, vCPU threads, TPM, network, its own jobs. */
const OURS = /^(qmp\d|agent\d|serial\d|tpm\d|gpu\d|pci\d|disk\d|net\d|nic\d|io-|ram$|channel\d|vser\d|rp-|baton-)/;

/** @returns why a command is refused; null = it may be sent */
export function refusedInMonitor(command: string, args: Readonly<Record<string, unknown>> = {}): Because | null {
  // QAPI takes `_` and `-` for two letters; only the exact name is a command.
  for (const [because, names] of Object.entries(REFUSED)) if (names.includes(command)) return because as Because;
  const family = FAMILIES.find(([prefix]) => command.startsWith(prefix));
  if (family) return family[1];
  const named = REMOVERS[command];
  if (named === undefined) return null;
  const which = args[named] ?? args['node-name'] ?? args.device;
  // By a path in QEMU's tree, anything could be meant.
  if (typeof which !== 'string') return null;
  return OURS.test(which) || which.startsWith('/') ? 'ours-id' : null;
}
