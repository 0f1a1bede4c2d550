import type { ProblemFacts } from '../problem';
import { gib, list, sentence } from './phrase';
import type { WordsFor } from './words';

const PAGE_MIB = { '2M': 2, '1G': 1024 } as const;

const PCI_REASONS = {
  'in-use': 'the host uses it',
  'shared-group': 'it shares its IOMMU group with devices that stay with the host',
  'no-iommu': 'the IOMMU is off, and without it a device can write to all of the memory',
  'host-disk': 'a file system of the host is on it',
  'host-input': 'keyboards and mice of the host hang on it',
} satisfies Record<ProblemFacts['pci.refused']['because'], string>;

/** What a machine asks of its host beside the GPU: pages, CPUs, networks, devices. */
export const HOST_PROBLEMS: WordsFor<
  'hugepages' | 'memlock' | 'cpu' | 'net' | 'pci' | 'device' | 'looking-glass' | 'tpm' | 'hook' | 'extra' | 'boot'
> = {
  'hugepages.short': ({ size, wanted, got }) => ({
    title: 'Not enough huge pages',
    what: `The machine needs ${wanted} pages of ${size} (${gib(wanted * PAGE_MIB[size])}), and the host could give ${got}. What was set aside was given back.`,
    next:
      size === '1G'
        ? 'Use pages of 2M or ordinary memory: 1G pages are rarely free after boot.'
        : 'Close something on the host, give the machine less memory, or use ordinary memory.',
  }),
  'hugepages.not-mounted': ({ size }) => ({
    title: 'Huge pages cannot be used',
    what: `No hugetlbfs with pages of ${size} is mounted. A folder of that name is not enough: QEMU would fill it with ordinary memory.`,
    next: `Mount one (mount -t hugetlbfs -o pagesize=${size} none /dev/hugepages), or use ordinary memory.`,
  }),
  'memlock.too-low': ({ neededMiB, limitMiB }) => ({
    title: 'The memory lock limit is too low',
    what: `A lent device pins all of the guest's memory: that takes ${gib(neededMiB)}, and the limit is ${gib(limitMiB)}.`,
    next: 'Run the agent as root, or raise LimitMEMLOCK (systemd) or memlock (limits.conf).',
  }),
  'cpu.not-on-host': ({ cpu, hostCpus }) => ({
    title: 'This host has no such CPU',
    what: `The profile pins a thread to CPU ${cpu}, and the host has ${hostCpus} (0 to ${hostCpus - 1}).`,
    next: 'Choose other CPUs, or let the threads run free.',
  }),
  'cpu.pin-failed': ({ words }) => ({
    title: 'The vCPUs could not be pinned',
    what: `Setting the CPUs of a thread did not work: ${sentence(words)}`,
    next: 'Let the threads run free, or check that taskset is installed and the CPUs are online.',
  }),
  'cpu.pinned-twice': ({ cpu }) => ({
    title: 'Two vCPUs share one CPU',
    what: `CPU ${cpu} is given to more than one vCPU: they would take turns.`,
    next: 'Give each vCPU a CPU of its own.',
  }),
  'cpu.isolate-failed': ({ words }) => ({
    title: "The host's services stay on these CPUs",
    what: `Keeping them off did not work: ${sentence(words)} The machine runs, and the host may disturb it.`,
    next: 'Isolation needs systemd with cgroup v2.',
  }),
  'cpu.hyperv-needs': ({ flag, needs }) => ({
    title: `${flag} needs more`,
    what: `${flag} only works together with ${list(needs)}.`,
    next: `Turn ${list(needs)} on too, or choose a preset.`,
  }),
  'net.subnet-taken': ({ subnet, route }) => ({
    title: 'This network is in use',
    what: `Baton's own network is ${subnet}, and the host has a route to ${route} already.`,
    next: 'Use the user-mode network or a bridge for this machine.',
  }),
  'net.no-bridge': ({ bridge }) => ({
    title: 'No such bridge',
    what: `The host has no bridge named ${bridge}.`,
    next: 'Make the bridge first, or choose another connection. A Wi-Fi card cannot be bridged.',
  }),
  'net.bridge-denied': ({ bridge }) => ({
    title: 'The bridge may not be used',
    what: `Baton may not put a device into ${bridge}.`,
    next: 'Run the agent as root, or choose the user-mode network.',
  }),
  'net.setup-failed': ({ step, words }) => ({
    title: 'The network could not be set up',
    what: `${step} did not work: ${sentence(words)} What was made was taken down again.`,
    next: 'Choose the user-mode network, or correct what stands in the way.',
  }),
  'net.needs-root': ({ what }) => ({
    title: 'This network needs root',
    what: `${what === 'nat' ? "Baton's own network" : 'A bridge'} needs a tap device, which only root can make.`,
    next: 'Run the agent as root, or choose the user-mode network.',
  }),
  'net.passt-missing': () => ({
    title: 'passt is not installed',
    what: 'This machine uses passt for its network, and the host does not have it.',
    next: 'Install it (Debian, Ubuntu: apt install passt), or choose the user-mode network.',
  }),
  'net.port-taken': ({ port, by }) => ({
    title: `Port ${port} is taken`,
    what: `${by} listens on port ${port} of the host already.`,
    next: 'Choose another port of the host.',
  }),
  'net.mac-taken': ({ mac, by }) => ({
    title: 'This address is taken',
    what: `${by} has the address ${mac} too. On one network the two would disturb each other.`,
    next: 'Take a new address.',
  }),
  'pci.not-found': ({ address }) => ({
    title: 'No such device',
    what: `There is nothing at ${address}.`,
    next: 'Pick a device of this host, or take it off the list.',
  }),
  'pci.refused': ({ address, because }) => ({
    title: 'This device cannot be lent',
    what: `${address} stays with the host: ${PCI_REASONS[because]}.`,
    next: 'Take it off the list.',
  }),
  'pci.take-failed': ({ address, words }) => ({
    title: 'A device did not change hands',
    what: `${address} could not be taken from the host: ${words}.`,
    next: 'Close what uses it and start again, or take it off the list.',
  }),
  'device.missing': ({ path }) => ({
    title: 'A device is not there',
    what: `${path} does not exist on this host now.`,
    next: 'Plug it in, or take it off the list.',
  }),
  'looking-glass.kvmfr': ({ neededMiB, foundMiB }) => ({
    title: foundMiB === null ? 'kvmfr is not loaded' : 'The kvmfr device is too small',
    what:
      foundMiB === null
        ? 'Looking Glass is set to use the kvmfr module, and /dev/kvmfr0 is not there.'
        : `This resolution needs ${neededMiB} MiB, and /dev/kvmfr0 has ${foundMiB} MiB.`,
    next: `Load it with modprobe kvmfr static_size_mb=${neededMiB}, or use shared memory.`,
  }),
  'tpm.missing': () => ({
    title: 'swtpm is not installed',
    what: 'The profile has a TPM, which swtpm provides, and the host does not have it.',
    next: 'Install it (Debian, Ubuntu: apt install swtpm), or turn the TPM off. Windows 11 asks for one.',
  }),
  'tpm.failed': ({ words }) => ({
    title: 'The TPM did not start',
    what: `swtpm said: ${sentence(words)}`,
    next: 'Try again. If it stays like this, look at the QEMU log of the machine.',
  }),
  'hook.failed': ({ command, words }) => ({
    title: 'A command of this profile failed',
    what: `${command}: ${sentence(words)}`,
    next: 'Correct the command, or remove it from the profile.',
  }),
  'extra.fights': ({ argument, because }) => ({
    title: 'This argument cannot be used',
    what: `${argument} ${FIGHTS[because]}.`,
    next: 'Remove it, or use the field of the profile that is made for it.',
  }),
  'boot.unknown': ({ entry }) => ({
    title: 'The boot order names a device that is not there',
    what: `The machine has no ${entry}.`,
    next: 'Take it off the list.',
  }),
};

const FIGHTS = {
  ours: 'is set by Baton itself',
  listens: 'would open a door to the machine that Baton does not guard',
  daemonizes: 'would take the process out of Baton’s sight',
  'opens-files': 'would let QEMU open files outside the storage folders',
  migrates: 'would start the machine from somewhere else',
} satisfies Record<ProblemFacts['extra.fights']['because'], string>;
