import { pciAddress } from '../../pci/address';
import { HYPERV_FLAGS } from '../../profile/cpu';
import type { ProfileDefinition } from '../../profile/definition';
import type { GpuAssignment } from '../../qemu/assignment';
import type { QemuCapabilities } from '../../qemu/capabilities';
import type { QemuFacts } from '../../qemu/facts';

/** A QEMU that can do everything, so that a command line says everything. */
export const ABLE: QemuCapabilities = {
  version: '10.1.0',
  machineTypes: ['pc-q35-10.1', 'pc-q35-7.2', 'pc-q35-6.0'],
  deprecatedMachineTypes: [],
  cpuModels: ['host', 'max', 'qemu64', 'Skylake-Client-v1', 'EPYC'],
  devices: ['VGA', 'qxl-vga', 'virtio-vga', 'usb-host', 'vfio-pci'],
  deviceProperties: { 'usb-host': ['guest-reset', 'guest-resets-all'] },
  netdevs: ['user', 'tap', 'bridge', 'stream', 'passt'],
  audiodevs: ['none', 'pipewire', 'pa', 'spice', 'alsa'],
  objects: ['memory-backend-ram', 'memory-backend-file', 'iothread', 'input-linux'],
  chardevs: ['file', 'socket', 'spicevmc'],
  options: ['spice', 'vnc', 'action', 'overcommit'],
  commands: [],
  cpuFlags: [...HYPERV_FLAGS, 'kvm', 'hv-vendor-id'],
  sandbox: true,
  aio: ['threads', 'native', 'io_uring'],
};

/** The card of the guide, with its sound. */
export const CARD: GpuAssignment = {
  kind: 'vfio-pci',
  functions: ['0000:01:00.0', '0000:01:00.1'].map((address) => ({
    address: pciAddress(address),
    subsystemVendorId: '1028',
    subsystemDeviceId: '07b2',
  })),
};

/** What a host gives this profile, everything that it asks for. */
export function factsFor(profile: ProfileDefinition): QemuFacts {
  const { firmware, tpm } = profile.machine;
  const { hugepages } = profile.memory;
  const flash = firmware.kind === 'uefi' && firmware.flash === '2M' ? '' : '_4M';
  const keys = firmware.kind === 'uefi' && firmware.secureBoot ? '.ms' : '';
  return {
    accelerator: 'kvm',
    can: ABLE,
    cpuVendor: 'intel',
    uefi:
      firmware.kind === 'bios'
        ? null
        : {
            code: `/usr/share/OVMF/OVMF_CODE${flash}${keys}.fd`,
            vars: '/run/m/vars.fd',
            secureBoot: firmware.secureBoot,
          },
    sockets: {
      qmp: '/run/m/qmp.sock',
      rescue: '/run/m/aux.sock',
      vnc: '/run/m/vnc.sock',
      spice: '/run/m/spice.sock',
      agent: '/run/m/agent.sock',
      serial: '/run/m/serial.sock',
      tpm: tpm ? '/run/m/tpm.sock' : null,
    },
    serialLog: '/run/m/serial.log',
    pidFile: '/run/m/qemu.pid',
    hugepagePath: hugepages && `/dev/hugepages-${hugepages}`,
    nics: Object.fromEntries(
      profile.nics.map((_, n) => [n, { ifname: `tap${n}`, vhost: true, passt: `/run/m/passt${n}.sock` }]),
    ),
    lookingGlassPath: profile.lookingGlass && (profile.lookingGlass.memory === 'kvmfr' ? '/dev/kvmfr0' : '/dev/shm/lg'),
    acpiTables: [],
  };
}
