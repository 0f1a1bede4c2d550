import { type ProblemFacts, problem } from '../problem';
import { errorAt, type ProfileFinding } from '../profile/finding';
import { type ExtraOption, extraOptions } from './extra-words';
import { type OptionValue, optionValues } from './option-values';

type Fight = ProblemFacts['extra.fights']['because'];

/**
 * Extra arguments that must not be there: what Baton sets itself, what would listen, detach, migrate, start programs or reach files that
 * no storage folder holds. What is not known is refused: a new QEMU may bring anything.
 * @param folders storage folders; null = they are not known here, and paths are checked by who knows them
 */
export function extraArgumentFindings(
  words: readonly string[],
  folders: readonly string[] | null = null,
): readonly ProfileFinding[] {
  return extraOptions(words).flatMap((option) => {
    const because = fightOf(option, folders);
    if (because === null) return [];
    const field = `extraArguments.${option.index}`;
    const without = words.filter((_, at) => at < option.index || at >= option.index + option.words.length);
    const fix = { label: 'take-off-list', set: [{ path: 'extraArguments', value: without }] } as const;
    return [errorAt(problem('extra.fights', { argument: nameOf(option), because }, field), fix)];
  });
}

function nameOf({ words }: ExtraOption): string {
  return words[0]?.slice(0, 64) ?? '';
}

/** Of what is not allowed at all: why. The rest is Baton's own. */
const REASONS: ReadonlyMap<string, Fight> = new Map<string, Fight>(
  Object.entries({
    D: 'opens-files',
    'add-fd': 'opens-files',
    'dump-vmstate': 'opens-files',
    hda: 'opens-files',
    hdb: 'opens-files',
    hdc: 'opens-files',
    hdd: 'opens-files',
    jitdump: 'opens-files',
    perfmap: 'opens-files',
    plugin: 'opens-files',
    readconfig: 'opens-files',
    writeconfig: 'opens-files',
    L: 'opens-files',
    gdb: 'listens',
    s: 'listens',
    net: 'listens',
    nic: 'listens',
    spice: 'listens',
    vnc: 'listens',
    daemonize: 'daemonizes',
    incoming: 'migrates',
    loadvm: 'migrates',
    'only-migratable': 'migrates',
    preconfig: 'migrates',
  } as const),
);

function fightOf(option: ExtraOption, folders: readonly string[] | null): Fight | null {
  const { name, value, allowed } = option;
  if (!allowed) return name === null ? 'opens-files' : (REASONS.get(name) ?? 'ours');
  if (name === null || value === null) return null;
  const values = optionValues(value);
  if (values === null) return 'ours';
  const rule = RULES[name];
  return rule?.(values) ?? (reachesOut(name, values, folders) ? 'opens-files' : null);
}

type Rule = (values: readonly OptionValue[]) => Fight | null;

const has = (values: readonly OptionValue[], ...keys: readonly string[]) =>
  values.find(({ key }) => keys.includes(key))?.value;
const first = (values: readonly OptionValue[], key: string) => has(values, key) ?? has(values, '');
const isOn = (value: string | undefined) => value !== undefined && !/^(off|no|false)$/.test(value);

/** Drivers that reach the host: they are given through the profile, by the rules of the hand-over. */
const HOST_DRIVERS = /^(vfio-|vhost-(?!user)|scsi-(block|generic)|usb-(host|mtp)|u2f-|ccid-)/;
const HARMLESS_OBJECTS =
  /^(can-bus|input-linux|iothread|memory-backend-(ram|memfd|file)|rng-(builtin|random)|secret|throttle-group|main-loop|thread-context)$/;
/** Block drivers without a network and without a program. */
const BLOCK_DRIVERS = /^(file|raw|qcow2|null-co|throttle|host_device|vvfat|copy-on-read|luks)$/;

const character: Rule = (values) => {
  const backend = first(values, 'backend') ?? '';
  if (/^(null|ringbuf|memory|stdio|vc|pty|msmouse|wctablet|testdev|spicevmc|spiceport|qemu-vdagent)$/.test(backend)) {
    return null;
  }
  // A socket of somebody else's, such as virtiofsd's, by its path.
  const isClient = backend === 'socket' && has(values, 'path') !== undefined && !isOn(has(values, 'server'));
  return isClient ? null : backend === 'file' || backend === 'pipe' ? 'opens-files' : 'listens';
};

/** `-serial null`: only what neither listens nor writes. */
const serial: Rule = (values) => {
  const text = first(values, '') ?? '';
  return /^(none|null|vc|stdio|pty|chardev:[\w.-]+)$/.test(text)
    ? null
    : /^(file|pipe):/.test(text)
      ? 'opens-files'
      : 'listens';
};

const block: Rule = (values) => {
  const drivers = values.filter(({ key }) => /(^|\.)(driver|format)$/.test(key)).map(({ value }) => value);
  const file = has(values, 'file') ?? '';
  // `nbd:`, `json:` and others are whole block graphs in one text; a relative name is one in a folder that nobody knows.
  const foreign = drivers.some((driver) => !BLOCK_DRIVERS.test(driver)) || /^(?!\/)[a-z+]+:/i.test(file);
  return foreign ? 'opens-files' : null;
};

const RULES: Readonly<Record<string, Rule>> = {
  machine: (values) => (fightsMachine(values) ? 'ours' : null),
  M: (values) => (fightsMachine(values) ? 'ours' : null),
  device: (values) => (HOST_DRIVERS.test(first(values, 'driver') ?? '') ? 'ours' : null),
  object: (values) => (HARMLESS_OBJECTS.test(first(values, 'qom-type') ?? '') ? null : 'ours'),
  netdev: (values) => netdev(values),
  chardev: character,
  serial,
  parallel: serial,
  debugcon: serial,
  blockdev: block,
  drive: block,
  trace: (values) => (has(values, 'file') === undefined ? null : 'opens-files'),
  icount: (values) => (has(values, 'rrfile', 'rr') === undefined ? null : 'opens-files'),
  audiodev: (values) =>
    /^(none|pa|pipewire|alsa|spice|oss|sndio|jack)$/.test(first(values, 'driver') ?? '') ? null : 'opens-files',
};

/** `-machine` is one option that adds up: single properties may be added, what ours sets may not be changed. */
function fightsMachine(values: readonly OptionValue[]): boolean {
  const ours = ['', 'type', 'accel', 'memory-backend', 'pflash0', 'pflash1', 'smm', 'hpet', 'vmport', 'firmware'];
  return values.some(({ key }) => ours.includes(key.replaceAll('_', '-')));
}

function netdev(values: readonly OptionValue[]): Fight | null {
  const type = first(values, 'type') ?? '';
  const named = (...keys: readonly string[]) => values.some(({ key }) => keys.includes(key.split('.')[0] ?? ''));
  // Programs of the host, and folders of it.
  if (named('helper', 'smb', 'guestfwd', 'tftp')) return 'opens-files';
  if (['script', 'downscript'].some((key) => isOn(has(values, key)))) return 'opens-files';
  // Without a script of its own a tap runs /etc/qemu-ifup.
  if (type === 'tap' && has(values, 'script') === undefined) return 'opens-files';
  if (named('hostfwd', 'listen', 'mcast', 'local', 'localaddr', 'udp') || isOn(has(values, 'server'))) return 'listens';
  return /^(user|tap|hubport|stream|vhost-user)$/.test(type) ? null : 'listens';
}

/** Devices of the host that an extra argument may name. */
const HOST_PATHS = /^\/dev\/(input\/[\w.:/-]+|shm\/[\w.-]+|kvmfr\d+|hugepages[\w./-]*|u?random|hwrng|net\/tun)$/;
/** Keys whose value is a file's name even when it does not look like one. */
const FILE_KEYS = /(^|\.)(file|filename|path|mem-path|romfile|evdev|initrd|kernel|dtb|rootdir)$/;
/** Options whose first word is a file. */
const FILE_OPTIONS = new Set(['kernel', 'initrd', 'cdrom', 'option-rom']);

/** Whether a value names a file that it must not. */
function reachesOut(option: string, values: readonly OptionValue[], folders: readonly string[] | null): boolean {
  if (option === 'append' || option === 'd' || option === 'dfilter') return false;
  return values.some(({ key, value }) => {
    const isFile = FILE_KEYS.test(key) || (key === '' && FILE_OPTIONS.has(option));
    if (!isFile && !value.startsWith('/')) return false;
    // QEMU's own ROMs are named without a folder; an empty one is none.
    if (key === 'romfile' && /^[\w.-]*$/.test(value)) return false;
    return !isAllowedPath(value, folders);
  });
}

function isAllowedPath(path: string, folders: readonly string[] | null): boolean {
  if (!path.startsWith('/') || path.split('/').includes('..')) return false;
  if (HOST_PATHS.test(path)) return true;
  if (/^\/(dev|proc|sys|etc|root|boot)(\/|$)/.test(path)) return false;
  return folders === null || folders.some((folder) => path.startsWith(`${folder.replace(/\/+$/, '')}/`));
}
