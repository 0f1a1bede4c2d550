import type { ExportLoss, ExportLossCode, ExportLossFacts } from '../export/loss';
import { list } from './phrase';

const AFTER_EXIT = {
  host: 'give the GPU back to the host',
  leave: 'leave the GPU where it is',
  off: 'switch the GPU off',
} satisfies Record<ExportLossFacts['after-exit']['wanted'], string>;

/** One line for each thing that a format has no place for: what it is, and what to do instead. */
const LOSSES: { readonly [Code in ExportLossCode]: (facts: ExportLossFacts[Code]) => string } = {
  'after-exit': ({ wanted }) =>
    `After the end, Baton would ${AFTER_EXIT[wanted]}. Here the GPU goes back to its driver; do the rest by hand.`,
  'power-switch': ({ backend }) => `The GPU is not switched on and off (${backend}): do that by hand.`,
  'battery-guard': () => 'Nothing looks at the battery before the start.',
  isolation: () =>
    'The host is not kept off the pinned processors. Use systemd: AllowedCPUs= of user.slice and system.slice.',
  hooks: ({ count }) =>
    `${count === 1 ? 'A command' : `${count} commands`} before the start or after the stop: not run.`,
  'shutdown-pause': () => 'A guest that shuts down ends; it does not stay paused.',
  'panic-none': () => 'The guest has no panic device, so that a panic does nothing.',
  'hyperv-flags': ({ flags }) => `No Hyper-V hints ${list(flags)}.`,
  'nat-network': ({ as }) => `The NAT network is "${as}", with other addresses than 192.168.99.0/24.`,
  pipewire: () => 'Sound goes to PulseAudio; PipeWire answers to it.',
  'read-only-sata': ({ names }) => `${list(names)}: SATA has no read-only disks, so it is on SCSI.`,
  'sound-needs-spice': () => 'Sound by SPICE needs SPICE, and it is off: no sound.',
  'rom-table': () => 'No ACPI table with the ROM of the GPU: a card without outputs may be refused by its driver.',
  'fake-battery': () => 'No battery is shown to the guest.',
  'gpu-not-known': () =>
    'The GPU of this host is not a real one, or it is not there: no device is handed over. Add it by hand.',
  'gpu-options': () => 'No ROM file, no subsystem ids and no legacy VGA for the GPU.',
  'gpu-resource': ({ vendorId, deviceId, resource }) =>
    `The GPU is asked for as ${resource}. Put there what your cluster calls it, or call it that: in the KubeVirt resource, permittedHostDevices.pciHostDevices with pciVendorSelector "${vendorId.toUpperCase()}:${deviceId.toUpperCase()}".`,
  'host-pci': ({ addresses }) =>
    `No ${list(addresses)}: devices are asked for by a resource name, under hostDevices. Add them as the cluster names them.`,
  'host-usb': ({ count }) => `${count === 1 ? 'A USB device' : `${count} USB devices`} of this host: not handed over.`,
  'usb-twins': ({ count }) => `${count} more of a USB device that is there already: libvirt takes one of a kind.`,
  'optional-usb': ({ count }) =>
    `${count === 1 ? 'A USB device' : `${count} USB devices`} by port must be plugged in before the start.`,
  'looking-glass': () => 'No Looking Glass: it is for a screen on the same host.',
  evdev: () => 'No keyboard and mouse of this host.',
  spice: () => 'No SPICE. Use VNC by virtctl.',
  audio: () => 'No sound.',
  'key-layout': () => 'The keyboard layout is set on screens alone, and this machine has none.',
  'screen-kind': ({ card }) => `The virtual screen is the cluster's own, and no ${card}.`,
  pinning: () =>
    'Processors are not pinned to those of this host. dedicatedCpuPlacement asks the cluster for processors of its own; it needs the CPU manager.',
  'memory-lock': () => 'Memory is not locked by a setting; with a GPU it is locked all the same.',
  'host-forwards': ({ forwards }) =>
    `Ports of this host (${list(forwards)}): make a Service for each. The guest's ports are open inside of the cluster.`,
  bridge: ({ bridge }) =>
    `The bridge ${bridge} of this host: the card is on the pod network. Use Multus and a NetworkAttachmentDefinition for a bridge.`,
  'more-networks': ({ names }) =>
    `Only one network card is on the pod network. For ${list(names)}, put in the names of networks of Multus.`,
  'local-time': () =>
    'The clock is UTC and not local time. In Windows, set RealTimeIsUniversal, or name a timezone under clock.',
  passt: () => "The network of passt is QEMU's own user network here.",
  'disk-claims': ({ names }) =>
    `Disks are claims that must be there: ${list(names)}. Upload each with: virtctl image-upload pvc NAME --image-path FILE --size SIZE`,
  'disk-options': ({ names }) => `NVMe and discard are not offered; these disks are plain ones: ${list(names)}.`,
  'cd-empty': ({ names }) => `Empty trays are left out: ${list(names)}.`,
  smbios: ({ fields }) => `SMBIOS ${list(fields)}: these are set for the whole cluster, in the KubeVirt resource.`,
  'boot-menu': () => 'No boot menu.',
  'sleep-and-hpet': () => 'Guest sleep and HPET are as KubeVirt has them.',
  'watchdog-pause': ({ action }) => `The watchdog does poweroff in place of ${action}.`,
  reboot: () => 'A guest that reboots is started again; it does not stay off.',
  'extra-arguments': ({ count }) => `${count} extra arguments of QEMU: no place for them.`,
  'not-xml-text': ({ field }) => `${field} holds control characters that XML cannot write; they were replaced.`,
};

/** What is told about a loss. */
export function exportLossWords(loss: ExportLoss): string {
  const words = LOSSES[loss.code] as (facts: ExportLoss['facts']) => string;
  return words(loss.facts);
}
