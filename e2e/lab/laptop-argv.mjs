// @ts-check
import { firmwareFiles, imageFiles } from './places.mjs';

/**
 * @typedef {object} LaptopOptions
 * @property {keyof ReturnType<typeof firmwareFiles>} power how the firmware switches the GPU
 * @property {boolean} [iommu] false: the firmware has it off
 * @property {boolean} [foreignInGroup] a device that the host uses shares the GPU's group
 * @property {boolean} [integrated] false: the discrete GPU is the only one
 * @property {readonly string[]} [kernelOptions]
 */

const MEMORY_MIB = 2048;
/** A device that the host uses, behind a second port of the same slot: without ACS the two ports do not keep their devices apart. */
const FOREIGN = [
  ...['-device', 'ioh3420,id=peg2,bus=pcie.0,addr=0x1.0x1,chassis=2,slot=2,hotplug=off'],
  ...['-device', 'virtio-rng-pci,bus=peg2,addr=0x0'],
];

/**
 * QEMU's command line for a virtual Optimus laptop: VT-d, an integrated GPU at 00:02.0, and behind the root port 00:01.0 a
 * GPU with its sound function. The port has no ACS, so all three share one IOMMU group, as in real laptops.
 * @param {LaptopOptions} options
 * @param {{ share: string, console: string, pidFile: string, ports: { orders: number, agent: number } }} outside
 * @returns {string[]}
 */
export function laptopArgv(options, { share, console: consoleFile, pidFile, ports }) {
  const { power, iommu = true, foreignInGroup = false, integrated = true, kernelOptions = [] } = options;
  const image = imageFiles();
  const forwards = [`hostfwd=tcp:127.0.0.1:${ports.orders}-:7001`, `hostfwd=tcp:127.0.0.1:${ports.agent}-:7002`];
  const commandLine = [
    ...['console=ttyS0', 'quiet', 'loglevel=4', 'panic=-1', 'net.ifnames=0'],
    // An emulated processor is slow enough.
    ...['random.trust_cpu=on', 'mitigations=off', 'tsc=reliable', 'no_timer_check'],
    ...(iommu ? ['intel_iommu=on'] : []),
    ...(power === 'rtd3' ? ['lab.d3cold=1'] : []),
    ...kernelOptions,
  ];
  return [
    ...['-accel', 'tcg,thread=multi', '-machine', 'q35,vmport=off,hpet=off'],
    ...['-cpu', 'max,la57=off,vendor=GenuineIntel', '-smp', '2', '-m', String(MEMORY_MIB)],
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot', '-pidfile', pidFile],
    // The kernel lets ports sleep only where the firmware is newer than 2014.
    ...['-smbios', 'type=0,vendor=Baton,version=1.0,date=03/01/2019'],
    ...['-smbios', 'type=1,manufacturer=Baton,product=Virtual laptop'],
    ...['-kernel', image.kernel, '-initrd', image.initramfs, '-append', commandLine.join(' ')],
    // What the laptop writes is thrown away.
    ...['-drive', `if=none,id=root,file=${image.root},format=raw,snapshot=on,cache=unsafe`],
    ...['-device', 'virtio-blk-pci,drive=root,addr=0x3'],
    ...['-device', 'virtio-rng-pci,addr=0x4'],
    ...['-fsdev', `local,id=lab,path=${share},security_model=none,readonly=on`],
    ...['-device', 'virtio-9p-pci,fsdev=lab,mount_tag=lab,addr=0x5'],
    ...['-netdev', `user,id=net,restrict=on,${forwards.join(',')}`],
    ...['-device', 'virtio-net-pci,netdev=net,romfile=,addr=0x6'],
    ...['-chardev', `file,id=console,path=${consoleFile}`, '-serial', 'chardev:console'],
    ...(iommu ? ['-device', 'intel-iommu,intremap=on,caching-mode=on'] : []),
    ...(integrated ? ['-device', 'VGA,id=integrated,addr=0x2'] : []),
    // Without ACPI hot-plug there is one ACPI node for the slot, ours.
    ...['-global', 'ICH9-LPC.acpi-pci-hotplug-with-bridge-support=off'],
    ...['-device', 'ioh3420,id=peg,bus=pcie.0,addr=0x1.0x0,chassis=1,slot=1,hotplug=off,multifunction=on'],
    ...['-device', 'VGA,id=discrete,bus=peg,addr=0x0,multifunction=on'],
    ...['-audiodev', 'none,id=silence', '-device', 'ich9-intel-hda,id=hdmi,bus=peg,addr=0x0.0x1'],
    ...['-device', 'hda-output,bus=hdmi.0,audiodev=silence'],
    ...(foreignInGroup ? FOREIGN : []),
    ...['-acpitable', `file=${firmwareFiles()[power]}`],
  ];
}
