import type { ShellCommand } from './script';

/** Commands that prepare a host for a machine or put it back: Baton's own work. */
const SETUP: ReadonlySet<string> = new Set([
  ...[
    'modprobe',
    'rmmod',
    'insmod',
    'virsh',
    'systemctl',
    'service',
    'driverctl',
    'bbswitch',
    'optirun',
    'prime-select',
  ],
  ...[
    'ip',
    'ifconfig',
    'brctl',
    'tunctl',
    'iptables',
    'ip6tables',
    'nft',
    'sysctl',
    'dnsmasq',
    'nmcli',
    'firewall-cmd',
  ],
  ...['cpupower', 'cset', 'vfio-isolate', 'renice', 'ionice', 'hugeadm', 'mount', 'umount', 'chrt', 'taskset', 'swtpm'],
  ...[
    'vfio-bind',
    'setpci',
    'lspci',
    'nvidia-smi',
    'nvidia-settings',
    'supergfxctl',
    'envycontrol',
    'passt',
    'virtiofsd',
  ],
  ...['chown', 'chmod', 'setfacl', 'mkdir', 'touch', 'losetup', 'qemu-img', 'qemu-nbd', 'update-initramfs', 'smbd'],
  ...['rtcwake', 'fuser', 'lsof', 'killall', 'pkill', 'kill', 'scream', 'looking-glass-client'],
]);
const KERNEL_FILE = /^\/(sys|proc|dev\/(?!null|std|tty|fd))\//;
/** Commands that run the one after them. */
export const WRAPPERS: ReadonlySet<string> = new Set([
  ...['sudo', 'doas', 'exec', 'nohup', 'env', 'nice', 'ionice', 'setsid', 'command', 'time', 'pkexec', 'optirun'],
  ...[
    'taskset',
    'chrt',
    'numactl',
    'stdbuf',
    'systemd-inhibit',
    'systemd-run',
    'cgexec',
    'prlimit',
    'cpulimit',
    'schedtool',
  ],
]);

/** Whether it sets up the host: by its name, or because it writes into the kernel's files. */
export function isHostSetup(command: ShellCommand): boolean {
  return SETUP.has(commandName(command)) || filesOf(command).some((path) => KERNEL_FILE.test(path));
}

/** vfio-pci then wants every card of that kind, also after a rescan, until `remove_id` is written. */
export function writesNewId(command: ShellCommand): boolean {
  return filesOf(command).some((path) => path.endsWith('/new_id'));
}

export function writesRemoveId(command: ShellCommand): boolean {
  return filesOf(command).some((path) => path.endsWith('/remove_id'));
}

/** Files that it may write: redirections, and words for `tee`. */
function filesOf({ redirects, words }: ShellCommand): string[] {
  return [...redirects.map(({ target }) => target), ...words.slice(0, 16).map((word) => word.text)];
}

/** The command itself, without `sudo` and its kin, and without its folder. */
export function commandName({ words }: ShellCommand): string {
  for (const { text } of words.slice(0, 16)) {
    const name = text.slice(text.lastIndexOf('/') + 1);
    if (!WRAPPERS.has(name) && !name.startsWith('-') && !/^\w+=/.test(name)) return name;
  }
  return '';
}
