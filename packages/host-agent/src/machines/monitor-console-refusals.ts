import type { ProblemFacts } from '@baton/model/problem';

type Because = ProblemFacts['monitor.refused']['because'];

/**
 * What the monitor does for a person; everything else it does not. An admin may look at everything and try much; but what a machine
 * runs on stays Baton's (docs/adr/001), and a path in an argument would be opened by QEMU without the gate of the storage folders
 * (seed: a root daemon that takes paths from a page reads and writes any file). Looked through in QEMU 7.2's `query-commands`; what a
 * later QEMU brings is not known to be harmless before somebody looked.
 */
const LOOKS = ['query-', 'x-query-', 'qom-list'];

const ALLOWED: ReadonlySet<string> = new Set([
  ...['qom-get', 'device-list-properties', 'trace-event-get-state'],
  // What Baton's own buttons send, and hears of when others do.
  ...[
    'stop',
    'cont',
    'system_reset',
    'system_powerdown',
    'system_wakeup',
    'inject-nmi',
    'send-key',
    'input-send-event',
  ],
  ...['balloon', 'rtc-reset-reinjection', 'announce-self', 'set_link', 'block_set_io_throttle'],
  // A medium only goes out: what comes in has a path.
  ...['eject', 'blockdev-open-tray', 'blockdev-close-tray', 'blockdev-remove-medium'],
]);

/** Why, where more can be told than that nobody looked. */
const REFUSED: Readonly<Record<Exclude<Because, 'ours-id' | 'unknown'>, readonly string[]>> = {
  ends: ['quit', 'yank', 'x-exit-preconfig', 'snapshot-load', 'x-colo-lost-heartbeat'],
  'host-files': [
    'screendump',
    'dump-guest-memory',
    'dumpdtb',
    'pmemsave',
    'memsave',
    'blockdev-change-medium',
    'blockdev-insert-medium',
    'blockdev-snapshot',
    'blockdev-snapshot-sync',
    'blockdev-snapshot-internal-sync',
    'blockdev-snapshot-delete-internal-sync',
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

/** Commands that may be sent for what Baton does not rely on, and the argument that names it. */
const FOR_OTHERS: Readonly<Record<string, string>> = {
  'chardev-remove': 'id',
  'chardev-send-break': 'id',
  'object-del': 'id',
  device_del: 'id',
  netdev_del: 'id',
  'blockdev-del': 'node-name',
  'job-cancel': 'id',
  'job-resume': 'id',
  'job-pause': 'id',
  'job-complete': 'id',
  'job-finalize': 'id',
  'job-dismiss': 'id',
  'block-job-cancel': 'device',
  'block-job-resume': 'device',
  'block-job-set-speed': 'device',
  'block-job-pause': 'device',
  'block-job-complete': 'device',
  'block-job-finalize': 'device',
  'block-job-dismiss': 'device',
  'ringbuf-read': 'device',
  'ringbuf-write': 'device',
  block_resize: 'node-name',
};

/** Names of the command line that Baton works with: monitors, agent, serial, GPU, disks, vCPU threads, TPM, network, its own jobs. */
const OURS =
  /^(qmp\d|agent\d|serial\d|tpm\d|gpu\d|pci\d|disk\d|scsi\d|net\d|nic\d|io-|ram$|channel\d|vser\d|rp-|baton-)/;

/** @returns why a command is refused; null = it may be sent */
export function refusedInMonitor(command: string, args: Readonly<Record<string, unknown>> = {}): Because | null {
  // QAPI takes `_` and `-` for two letters; only the exact name is a command.
  for (const [because, names] of Object.entries(REFUSED)) if (names.includes(command)) return because as Because;
  const family = FAMILIES.find(([prefix]) => command.startsWith(prefix));
  if (family) return family[1];
  if (ALLOWED.has(command) || LOOKS.some((prefix) => command.startsWith(prefix))) return null;
  const named = Object.hasOwn(FOR_OTHERS, command) ? FOR_OTHERS[command] : undefined;
  if (named === undefined) return 'unknown';
  const which = args[named] ?? args['node-name'] ?? args.device;
  // QEMU refuses what names nothing.
  if (typeof which !== 'string') return null;
  // By a path in QEMU's tree, anything could be meant.
  return OURS.test(which) || which.startsWith('/') ? 'ours-id' : null;
}
